package io.github.stint.cli.batch;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What each further signal does: the first drains, the second kills, the third ends this process at once. */
final class StopLadder {

    /** The rungs. */
    interface Steps {

        /** Start nothing more, let what runs finish. */
        void drain(Signals signal);

        /** End what runs. */
        void kill(Signals signal);

        /** End this process. */
        void halt(Signals signal);
    }

    private final Steps steps;
    private final AtomicInteger signals = new AtomicInteger();
    private volatile @Nullable Signals last;

    StopLadder(Steps steps) {
        this.steps = steps;
    }

    /** One more signal came. */
    void signal(Signals signal) {
        last = signal;
        switch (signals.incrementAndGet()) {
            case 1 -> steps.drain(signal);
            case 2 -> steps.kill(signal);
            default -> steps.halt(signal);
        }
    }

    /** The last signal, or null if none came. */
    @Nullable
    Signals last() {
        return last;
    }

    /** Whether what runs was told to end. */
    boolean killed() {
        return signals.get() >= 2;
    }
}
