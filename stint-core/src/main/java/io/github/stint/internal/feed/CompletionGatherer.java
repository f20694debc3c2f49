package io.github.stint.internal.feed;

import io.github.stint.Fn;
import io.github.stint.TaskOptions;
import io.github.stint.internal.context.Contexts;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Closing;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.EngineOptions;
import io.github.stint.internal.engine.FailurePolicy;
import io.github.stint.internal.engine.Observer;
import io.github.stint.internal.engine.Owners;
import io.github.stint.internal.engine.Surroundings;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.spi.ContextPropagator.Captured;
import java.util.stream.Gatherer;
import org.jspecify.annotations.Nullable;

/**
 * A step of a stream that runs a function over its elements, so many at a time, and passes on what has ended. The stream
 * pushes: each element first makes room by passing on a result, then starts.
 *
 * <p>Whatever comes out of here as an exception, and whenever the rest of the stream wants no more, what runs is cancelled
 * and waited for. The finisher is called even after the integrator said stop, so both may find it closed already.
 */
public final class CompletionGatherer<A extends @Nullable Object, R extends @Nullable Object> {

    private final int limit;
    private final Fn<? super A, ? extends R> function;
    private final Ready<R> ready;
    private final Engine engine = new Engine(
            EngineOptions.queueing(
                    "Concurrent",
                    Owners.unnamed("gatherer"),
                    EngineOptions.UNLIMITED,
                    FailurePolicy.READ,
                    Surroundings.ofCurrentTask()),
            Cancellation.currentTask());
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final Captured context = engine.surroundings().contexts().capture();
    private int untaken;
    private boolean closed;

    private CompletionGatherer(int limit, Fn<? super A, ? extends R> function) {
        this.limit = limit;
        this.ready = new Ready<>(false, limit);
        this.function = function;
    }

    /** The step. */
    public static <A extends @Nullable Object, R extends @Nullable Object> Gatherer<A, ?, R> of(
            int limit, Fn<? super A, ? extends R> function) {
        return Gatherer.<A, CompletionGatherer<A, R>, R>ofSequential(
                () -> new CompletionGatherer<>(limit, function),
                Gatherer.Integrator.of(CompletionGatherer::integrate),
                CompletionGatherer::finish);
    }

    private boolean integrate(A element, Gatherer.Downstream<? super R> downstream) {
        try {
            while (untaken >= limit) {
                if (!passOn(downstream)) {
                    return false;
                }
            }
            TaskCell<R> cell = new TaskCell<>(
                    engine,
                    TaskOptions.defaults(),
                    Contexts.<R>around(context, () -> function.apply(element)),
                    loader,
                    null,
                    null,
                    new End());
            cell.willBeAsked();
            untaken++;
            int ignored = engine.start(cell);
            return true;
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private void finish(Gatherer.Downstream<? super R> downstream) {
        try {
            boolean wanted = !closed;
            while (wanted && untaken > 0) {
                wanted = passOn(downstream);
            }
        } finally {
            close();
        }
    }

    /** Waits for one result and passes it on; false if no more are wanted. */
    private boolean passOn(Gatherer.Downstream<? super R> downstream) {
        if (downstream.isRejecting() || !downstream.push(take())) {
            close();
            return false;
        }
        return true;
    }

    private R take() {
        TaskCell<R> cell;
        try {
            Cancellation.checkpoint();
            cell = ready.take(engine.ticker());
        } catch (InterruptedException e) {
            throw Cancellation.interruptedReader(engine.name(), e);
        }
        if (cell == null) {
            throw new IllegalStateException("'" + engine.name() + "' lost a result");
        }
        untaken--;
        return cell.result();
    }

    private void close() {
        closed = true;
        engine.ending().leave(Closing.closed(engine.name()));
    }

    private final class End extends Observer {
        @Override
        @SuppressWarnings("unchecked") // only this step's cells have its observer
        protected void published(TaskCell<?> task) {
            ready.published((TaskCell<R>) task);
        }
    }
}
