package io.github.stint;

import io.github.stint.internal.engine.Engine;
import java.util.Objects;

/** What owners have in common that are opened by themselves, have a name of their own, and are closed as they were told. */
abstract sealed class LongLivedOwner extends EngineOwner permits TaskPool, WorkerPool, TaskManager, TaskService {

    private final Shutdown onClose;

    LongLivedOwner(Engine engine, Shutdown onClose) {
        super(engine);
        this.onClose = onClose;
    }

    /** How it closes if nothing else is said. */
    final Shutdown onClose() {
        return onClose;
    }

    /** Accepts no tasks from outside until it is unlocked: what was accepted, and what it brings, goes on. No effect once closing. */
    public final void lock() {
        engine.steering().lock();
    }

    /** Accepts tasks again, if it is not closed. */
    public final void unlock() {
        engine.steering().unlock();
    }

    /**
     * Whether it is locked.
     *
     * @return true from {@link #lock} to {@link #unlock}; false once it is being closed
     */
    public final boolean isLocked() {
        return engine.view().stats().state() == OwnerState.LOCKED;
    }

    /**
     * Waits until somebody has closed it.
     *
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws IllegalStateException if one of its own tasks calls this
     */
    public final void awaitClosed() throws InterruptedException {
        CloseReport ignored = engine.ending().awaitClosed();
    }

    @Override
    public CloseReport shutdown(Shutdown how) throws InterruptedException {
        return engine.ending().shutdown(Objects.requireNonNull(how, "how"));
    }

    /** Closes it as it was told when it was built. Waits; keeps the interrupt flag. */
    @Override
    public void close() {
        CloseReport ignored = engine.ending().shutdownUninterruptibly(onClose);
    }
}
