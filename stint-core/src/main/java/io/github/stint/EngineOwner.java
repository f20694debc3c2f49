package io.github.stint;

import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.Owners;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.jvm.JdkVersion;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.TaskListener;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What owners with an engine of their own have in common. */
abstract sealed class EngineOwner implements TaskOwner permits TaskGroup, LongLivedOwner {

    final Engine engine;

    EngineOwner(Engine engine) {
        this.engine = engine;
    }

    /** Enters an owner that is made into the register of those that are open, where others may find it at once. */
    static <O extends EngineOwner> O opened(O owner) {
        JdkVersion.check();
        Owners.opened(owner.engine, owner, owner instanceof LongLivedOwner);
        return owner;
    }

    @Override
    public final String name() {
        return engine.name();
    }

    @Override
    public final Stats stats() {
        return engine.view().stats();
    }

    @Override
    public final List<TaskInfo> tasks() {
        return engine.view().infos(engine.view().cells());
    }

    @Override
    public final Optional<Task<?>> task(long id) {
        return Optional.ofNullable(engine.view().cell(id));
    }

    @Override
    public final CancelResult cancel(long id, String why) {
        return engine.steering().cancel(id, Cancellation.requested(why));
    }

    @Override
    public final int cancelAll(String why) {
        return engine.steering().cancelAll(Cancellation.requested(why));
    }

    @Override
    public final boolean awaitIdle(Duration atMost) throws InterruptedException {
        Objects.requireNonNull(atMost, "atMost");
        engine.ending().refuseFromInside("awaitIdle");
        Cancellation.checkpoint();
        return engine.ending().awaitIdle(Deadline.after(engine.ticker(), atMost));
    }

    @Override
    public final void awaitIdle() throws InterruptedException {
        engine.ending().awaitIdle();
    }

    /**
     * Tells somebody, after those who were given when it was built, what happens from now on: to the owner, and to each task
     * that is accepted after this. Of tasks that are on the books already it may hear a part, or nothing.
     *
     * @param listener who is told
     */
    public final void addListener(TaskListener listener) {
        engine.listeners().add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Tells that one no more. A call that is under way ends by itself.
     *
     * @param listener who was told; nothing happens if it was not
     */
    public final void removeListener(TaskListener listener) {
        engine.listeners().remove(Objects.requireNonNull(listener, "listener"));
    }

    final <T> TaskCell<T> cell(TaskOptions options, Callable<? extends T> body) {
        return new TaskCell<>(engine, Objects.requireNonNull(options, "options"), Objects.requireNonNull(body, "body"));
    }

    /** The owner, and its numbers. */
    @Override
    public final String toString() {
        Stats stats = stats();
        return getClass().getSimpleName() + " '" + name() + "' " + stats.state() + ": " + stats.running() + " run, "
                + stats.queued() + " queued, " + stats.ended() + " ended";
    }
}
