package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.internal.context.Contexts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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

    private final Engine engine;
    private final Core core;

    /** The tasks of that engine. */
    public Crew(Engine engine) {
        this.engine = engine;
        this.core = engine.core();
    }

    /** How many are active. */
    public int size() {
        return core.locked(() -> core.ledger.youngestActive(Integer.MAX_VALUE).size());
    }

    /** Makes workers, any number of them; what they take over from the current thread is taken now. */
    public <T> Supplier<TaskCell<T>> maker(TaskOptions each, Callable<? extends T> body) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Callable<? extends T> around =
                Contexts.around(engine.surroundings().contexts().capture(), body);
        return () -> new TaskCell<>(engine, each, around, loader, null, null, null);
    }

    /**
     * Hands over new workers, all or none.
     *
     * @throws TaskRejectedException if none are accepted
     */
    public void start(List<? extends TaskCell<?>> workers) {
        engine.startAll(workers);
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
     * @throws TaskRejectedException if some are missing and none are accepted
     */
    public void scaleTo(int workers, Supplier<? extends TaskCell<?>> maker, CancelReason why) {
        Sweep sweep = new Sweep(core);
        List<TaskCell<?>> made = new ArrayList<>();
        AfterLock after;
        try {
            after = scaleLocked(workers, maker, made, sweep);
        } catch (TaskRejectedException e) {
            throw core.told(e);
        }
        made.forEach(TaskCell::tellSubmitted);
        AfterLock.perform(after);
        int ignored = sweep.finish(why);
    }

    private @Nullable AfterLock scaleLocked(
            int workers, Supplier<? extends TaskCell<?>> maker, List<TaskCell<?>> made, Sweep sweep) {
        long now = core.now();
        core.lock.lock();
        try {
            List<TaskCell<?>> active = core.ledger.youngestActive(Integer.MAX_VALUE);
            int missing = workers - active.size();
            if (missing <= 0) {
                sweep.choose(active.subList(0, -missing));
                return null;
            }
            for (int i = 0; i < missing; i++) {
                made.add(maker.get());
            }
            return core.acceptAll(made, now);
        } finally {
            core.lock.unlock();
        }
    }
}
