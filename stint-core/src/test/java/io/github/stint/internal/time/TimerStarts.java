package io.github.stint.internal.time;

import java.util.function.Consumer;

/** How the threads of timers are started. */
public final class TimerStarts {

    private TimerStarts() {}

    /** Has them started that way from now on. */
    public static void by(Consumer<Thread> starter) {
        Deadlines.startWith(starter);
    }
}
