package io.github.stint.internal.engine;

import io.github.stint.internal.time.TimerStarts;
import java.util.function.Consumer;

/** Has threads of the library started in another way, for tests in which some cannot be; closing it ends that. */
public final class ThreadStarts implements AutoCloseable {

    private ThreadStarts() {}

    /** Has all of them started that way: those of tasks and those of timers. */
    public static ThreadStarts by(Consumer<Thread> starter) {
        Launcher.startWith(starter);
        TimerStarts.by(starter);
        return new ThreadStarts();
    }

    @Override
    public void close() {
        Launcher.startWith(Thread::start);
        TimerStarts.by(Thread::start);
    }
}
