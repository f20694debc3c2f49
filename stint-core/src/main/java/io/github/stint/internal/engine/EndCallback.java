package io.github.stint.internal.engine;

import io.github.stint.Task;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is called at the end of one task. */
final class EndCallback<T extends @Nullable Object> extends Observer {

    private final TaskCell<T> cell;
    private final Consumer<? super Task<T>> consumer;

    EndCallback(TaskCell<T> cell, Consumer<? super Task<T>> consumer) {
        this.cell = cell;
        this.consumer = consumer;
    }

    @Override
    protected void afterwards(TaskCell<?> task) {
        Callbacks.callHere("an onDone of", cell, consumer);
    }

    @Override
    protected boolean callsBack() {
        return true;
    }
}
