package io.github.stint.internal.adapt;

import io.github.stint.CancelReason;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A runnable that was given to {@code execute}: nobody has a future of it. */
final class HandedRunnable implements Handed, Callable<@Nullable Void> {

    private final AtomicReference<@Nullable Runnable> command;

    HandedRunnable(Runnable command) {
        this.command = new AtomicReference<>(command);
    }

    @Override
    public @Nullable Void call() {
        Runnable mine = command.getAndSet(null);
        if (mine == null) {
            throw new CancellationException("taken back before it began");
        }
        mine.run();
        return null;
    }

    @Override
    public @Nullable Runnable takeBack(CancelReason why) {
        return command.getAndSet(null);
    }
}
