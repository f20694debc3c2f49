package io.github.stint.internal.jvm;

/**
 * The only place of this package that makes threads. They inherit nothing from whoever is the first to need them: no
 * context class loader, no inheritable thread-locals, no daemon status.
 */
final class PlatformThreads {

    private PlatformThreads() {}

    /** A thread that has not been started. */
    static Thread unstarted(String name, boolean daemon, Runnable work) {
        Thread thread = Thread.ofPlatform()
                .name(name)
                .daemon(daemon)
                .inheritInheritableThreadLocals(false)
                .unstarted(work);
        thread.setContextClassLoader(null);
        return thread;
    }
}
