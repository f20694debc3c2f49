package io.github.stint;

import io.github.stint.internal.engine.Surroundings;
import io.github.stint.spi.ContextPropagator;
import io.github.stint.spi.TaskListener;
import io.github.stint.spi.Ticker;

/**
 * What every owner can be told before it is opened: what users plug into it.
 *
 * @param <B> the builder itself
 */
abstract sealed class OwnerBuilder<B extends OwnerBuilder<B>>
        permits TaskGroup.Builder, TaskPool.Builder, WorkerPool.Builder, TaskManager.Builder, TaskService.Builder {

    Surroundings surroundings;

    OwnerBuilder(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    abstract B self();

    /**
     * Gives the owner another clock.
     *
     * @param ticker the clock
     * @return this builder
     */
    public final B ticker(Ticker ticker) {
        surroundings = surroundings.withTicker(ticker);
        return self();
    }

    /**
     * Carries something of the thread that hands a task over to its body. Several are captured in the order in which they
     * were given. What belongs together, as the elements of a batch, the workers of one call or the runs of something
     * supervised, has the context of that one call.
     *
     * @param context what is carried
     * @return this builder
     */
    public final B context(ContextPropagator context) {
        surroundings = surroundings.withContext(context);
        return self();
    }

    /**
     * Tells somebody what happens to the owner and its tasks. Several are told in the order in which they were given.
     *
     * @param listener who is told
     * @return this builder
     */
    public final B listener(TaskListener listener) {
        surroundings = surroundings.withListener(listener);
        return self();
    }
}
