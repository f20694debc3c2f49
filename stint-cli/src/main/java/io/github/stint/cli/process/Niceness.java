package io.github.stint.cli.process;

/**
 * How readily a process lets others go first.
 *
 * <p>On Linux each thread has a niceness of its own, and a process begins with that of the thread that started it. So it is
 * enough to set it for the threads that start commands; on macOS that sets it for this process as a whole.
 */
public final class Niceness {

    private static final int LEAST = -20;
    private static final int MOST = 19;
    private static final int PRIO_PROCESS = 0;
    private static final int THE_CALLER = 0;

    private static final CFunction GET = CFunction.of("getpriority");
    private static final CFunction SET = CFunction.of("setpriority");

    private final int niceness;

    private Niceness(int niceness) {
        this.niceness = niceness;
    }

    /** That of the current thread and so much more, within what there is. */
    public static Niceness ofThisThreadAnd(int more) {
        int now = (int) GET.call(PRIO_PROCESS, THE_CALLER);
        return new Niceness(Math.clamp((long) now + more, LEAST, MOST));
    }

    /** Gives it to the current thread; false if this user may not. */
    public boolean set() {
        return (int) SET.call(PRIO_PROCESS, THE_CALLER, niceness) == 0;
    }

    /** Whether this user may set it, tried on a thread that then ends. */
    public boolean isAllowed() throws InterruptedException {
        boolean[] allowed = {false};
        Thread tries = Thread.ofPlatform().start(() -> allowed[0] = set());
        tries.join();
        return allowed[0];
    }
}
