package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.Stats;
import io.github.stint.TaskOptions;
import java.util.concurrent.Callable;

/** Tasks that have a slot and no thread: a test is the thread, and calls {@link #run}. */
public final class Handing {

    /** One for all: to look for plugged-in parts takes longer than what is tested. */
    private static final Surroundings USUAL = Surroundings.usual();

    private Handing() {}

    /** An engine in which nobody gets a slot by himself, and as many may wait as like. */
    public static Engine paused() {
        return engine(0, EngineOptions.UNLIMITED);
    }

    /** One with that limit, in whose queue so many may wait. Whoever made it reads the outcomes, so it tells the log nothing. */
    static Engine engine(int limit, int queueLimit) {
        return new Engine(
                new EngineOptions("Test", "test", limit, queueLimit, FailurePolicy.READ, false, 0, USUAL), null);
    }

    /** Hands a task to a paused engine and gives it a slot. */
    public static void hand(TaskCell<?> cell) {
        Core core = cell.engine().core();
        int ignored = cell.engine().start(cell);
        long now = core.now();
        core.locked(() -> {
            core.admission.resize(1);
            AfterLock launches = core.pump(now);
            if (launches == null) {
                throw new IllegalStateException("it got no slot: " + cell);
            }
        });
    }

    /** A task of a paused engine that has a slot. */
    static <T> TaskCell<T> starting(Callable<T> body) {
        TaskCell<T> cell = new TaskCell<>(paused(), TaskOptions.defaults(), body, null, null, null, null);
        hand(cell);
        return cell;
    }

    /** Runs it from its start to its last callback, as its thread. */
    public static void run(TaskCell<?> cell) {
        new TaskThread(cell).run(cell);
    }

    /** Whether the books of its engine are as they are to be when its only task is over. */
    static boolean isWhole(TaskCell<?> cell) {
        Stats stats = cell.engine().view().stats();
        return stats.submitted() == 1
                && stats.ended() == 1
                && stats.running() == 0
                && cell.engine().core().isIdle();
    }

    /** Does what declares an exception, in an actor, which may not: one that comes is an error of the test. */
    static <T> T untroubled(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static CancelReason because(String why) {
        return new CancelReason(CancelReason.Source.REQUEST, why, null, null);
    }
}
