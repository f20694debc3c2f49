package io.github.stint.verification.schedules;

import org.jspecify.annotations.Nullable;

/**
 * Has the methods of {@link java.lang.Thread.Builder.OfPlatform} that the library calls, and in a world makes a virtual thread,
 * which a world can hold still.
 */
public final class PlatformBuilder {

    private final boolean virtual;
    private @Nullable String name;
    private boolean daemon;
    private boolean inherits = true;

    PlatformBuilder(boolean virtual) {
        this.virtual = virtual;
    }

    /** As there. */
    public PlatformBuilder name(String given) {
        name = given;
        return this;
    }

    /** As there. */
    public PlatformBuilder daemon() {
        return daemon(true);
    }

    /** As there. */
    public PlatformBuilder daemon(boolean on) {
        daemon = on;
        return this;
    }

    /** As there. */
    public PlatformBuilder inheritInheritableThreadLocals(boolean inherit) {
        inherits = inherit;
        return this;
    }

    /** As there. */
    public Thread unstarted(Runnable body) {
        Thread.Builder builder =
                virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon(daemon);
        if (name != null) {
            builder.name(name);
        }
        return builder.inheritInheritableThreadLocals(inherits).unstarted(body);
    }

    /** As there. */
    public Thread start(Runnable body) {
        Thread thread = unstarted(body);
        Points.start(thread);
        return thread;
    }
}
