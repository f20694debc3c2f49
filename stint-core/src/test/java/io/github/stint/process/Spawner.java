package io.github.stint.process;

import io.github.stint.Action;
import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.internal.engine.Body;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.EngineOptions;
import io.github.stint.internal.engine.FailurePolicy;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.spi.Ticker;

/** The least that owns tasks: an engine, and a way to hand tasks over without waiting. */
final class Spawner {

    private final Engine engine;

    Spawner(String name, int limit) {
        engine = new Engine(EngineOptions.queueing("Spawner", name, limit, FailurePolicy.COUNT, Ticker.system()), null);
    }

    Engine engine() {
        return engine;
    }

    Task<?> spawn(String name, Action body) {
        TaskCell<?> cell = new TaskCell<>(engine, TaskOptions.named(name), Body.of(body));
        engine.start(cell);
        return cell;
    }
}
