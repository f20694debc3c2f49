package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.TaskRejectedException.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of an engine as workers of one kind: so many more, or the youngest so many less. Nothing here waits.
 *
 * <p>A worker counts as active from its acceptance until it is chosen to stop, is asked to stop by somebody else, or its
 * body is over. Choosing is marking it under the lock, so no two calls choose the same one; its cancel follows after the
 * lock, because an interrupt can run code of users. All else that makes a worker inactive can be read from its word.
 *
 * <p>How many are active, and what follows from that, is one hold of the lock. Words may change meanwhile, but only away
 * from active, and new workers come in under the lock only. So the number that one walk over the books counts, reading
 * each word once, was the number at some moment of that hold: calls of this class look as if done one after the other.
 */
public final class Crew {

    private final Core core;

    /** The tasks of that engine. */
    public Crew(Engine engine) {
        this.core = engine.core();
    }

    /** How many are active. */
    public int size() {
        return core.locked(() -> core.ledger.youngestActive(Integer.MAX_VALUE).size());
    }

    /**
     * Hands over new workers, all or none.
     *
     * @throws io.github.stint.TaskRejectedException if none are accepted
     */
    public void start(List<? extends TaskCell<?>> workers) {
        AfterLock after;
        core.lock.lock();
        try {
            after = accept(workers);
        } finally {
            core.lock.unlock();
        }
        AfterLock.perform(after);
    }

    /** Cancels the youngest of the active, so many at most; gives back their ids in the order in which it does. */
    public long[] stop(int workers, CancelReason why) {
        Sweep sweep = new Sweep(core);
        long[] ids = core.locked(() -> {
            List<TaskCell<?>> chosen = core.ledger.youngestActive(workers);
            sweep.choose(chosen);
            return chosen.stream().mapToLong(TaskCell::id).toArray();
        });
        int ignored = sweep.finish(why);
        return ids;
    }

    /**
     * Hands over the workers that are missing to so many active ones, or cancels the youngest that are too many.
     *
     * @param maker makes one; is called under the lock, so it runs no code of users
     * @throws io.github.stint.TaskRejectedException if some are missing and none are accepted
     */
    public void scaleTo(int workers, Supplier<? extends TaskCell<?>> maker, CancelReason why) {
        Sweep sweep = new Sweep(core);
        AfterLock after = null;
        core.lock.lock();
        try {
            List<TaskCell<?>> active = core.ledger.youngestActive(Integer.MAX_VALUE);
            int missing = workers - active.size();
            if (missing > 0) {
                after = accept(made(missing, maker));
            } else {
                sweep.choose(active.subList(0, -missing));
            }
        } finally {
            core.lock.unlock();
        }
        AfterLock.perform(after);
        int ignored = sweep.finish(why);
    }

    // ---- under the lock

    private static List<TaskCell<?>> made(int count, Supplier<? extends TaskCell<?>> maker) {
        List<TaskCell<?>> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            made.add(maker.get());
        }
        return made;
    }

    private @Nullable AfterLock accept(List<? extends TaskCell<?>> workers) {
        Why why = core.refuses();
        if (why != null) {
            throw core.rejection(why);
        }
        workers.forEach(core::accept);
        return core.pump();
    }
}
