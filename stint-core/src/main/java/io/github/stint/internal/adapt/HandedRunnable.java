package io.github.stint.internal.adapt;

import io.github.stint.CancelReason;
import io.github.stint.internal.engine.Engine;
import io.github.stint.spi.ContextPropagator.Captured;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A runnable that was given to {@code execute}: nobody has a future of it. */
final class HandedRunnable implements Handed, Callable<@Nullable Void> {

    private final AtomicReference<@Nullable Runnable> command;

    private final Captured captured;

    HandedRunnable(Engine engine, Runnable command) {
        this.command = new AtomicReference<>(command);
        this.captured = engine.surroundings().contexts().capture();
    }

    @Override
    public @Nullable Void call() throws Exception {
        Runnable mine = command.getAndSet(null);
        if (mine == null) {
            throw new CancellationException("taken back before it began");
        }
        return captured.<@Nullable Void>call(() -> {
            mine.run();
            return null;
        });
    }

    @Override
    public @Nullable Runnable takeBack(CancelReason why) {
        return command.getAndSet(null);
    }
}
