package io.github.stint.internal.engine;

import io.github.stint.internal.context.Contexts;
import io.github.stint.internal.time.SteadyTicker;
import io.github.stint.internal.watch.Log;
import io.github.stint.spi.ContextPropagator;
import io.github.stint.spi.TaskListener;
import io.github.stint.spi.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What users plug into an owner.
 *
 * @param ticker the clock
 * @param contexts what is carried to the bodies
 * @param listeners who is told
 */
public record Surroundings(Ticker ticker, Contexts contexts, List<TaskListener> listeners) {

    /** Makes the clock one that can be relied on. */
    public Surroundings {
        ticker = SteadyTicker.of(ticker, Surroundings::tellOfClock);
    }

    private static void tellOfClock(Throwable error) {
        Launcher.log(
                "ticker", () -> Log.error("Ticker", "a ticker threw, and time goes on without it meanwhile", error));
    }

    /** The system's clock, the context propagators that were found for all, no listener. */
    public static Surroundings usual() {
        return of(Ticker.system());
    }

    /** The usual ones with another clock. */
    static Surroundings of(Ticker ticker) {
        return new Surroundings(ticker, Contexts.found(), List.of());
    }

    /** What a part of the current task has: the clock of its owner, and what that carries; the usual outside of tasks. */
    public static Surroundings ofCurrentTask() {
        TaskCell<?> cell = TaskThread.currentCell();
        if (cell == null) {
            return usual();
        }
        Surroundings outer = cell.engine().surroundings();
        return new Surroundings(outer.ticker, outer.contexts, List.of());
    }

    /** The same with that clock. */
    public Surroundings withTicker(Ticker newTicker) {
        return new Surroundings(Objects.requireNonNull(newTicker, "ticker"), contexts, listeners);
    }

    /** The same, and that is carried too. */
    public Surroundings withContext(ContextPropagator context) {
        return new Surroundings(ticker, contexts.and(Objects.requireNonNull(context, "context")), listeners);
    }

    /** The same, and that listener is told too, after those before. */
    public Surroundings withListener(TaskListener listener) {
        List<TaskListener> more = new ArrayList<>(listeners);
        more.add(Objects.requireNonNull(listener, "listener"));
        return new Surroundings(ticker, contexts, List.copyOf(more));
    }
}
