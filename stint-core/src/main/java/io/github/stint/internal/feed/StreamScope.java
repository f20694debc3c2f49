package io.github.stint.internal.feed;

import io.github.stint.CancelReason;
import io.github.stint.CloseReport.Straggler;
import io.github.stint.OwnerState;
import io.github.stint.Stats;
import io.github.stint.TaskFailedException;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.Group;
import io.github.stint.internal.engine.Scope;
import io.github.stint.spi.Ticker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stream as something that can be closed. */
public final class StreamScope implements Scope {

    private final Engine engine;
    private final Group group;
    private final Ready<?> ready;

    /** The scope of a feed that hands its tasks to that sink. */
    public StreamScope(Feeder<?, ?> feeder, Ready<?> ready) {
        this.engine = feeder.engine();
        this.group = feeder.group();
        this.ready = ready;
    }

    @Override
    public String name() {
        return group.name() == null ? engine.name() : engine.name() + "/" + group.name();
    }

    @Override
    public String kind() {
        return "ResultStream";
    }

    @Override
    public Ticker ticker() {
        return engine.ticker();
    }

    @Override
    public Stats stats() {
        return engine.view().stats(group, OwnerState.OPEN, 0);
    }

    @Override
    public boolean awaitIdle(Ticker ticker, long deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return ready.awaitOver(ticker, deadline);
    }

    /** Whether every task has left the books and the source is read no more. */
    boolean isOver() {
        return ready.isOver();
    }

    @Override
    public void stop(CancelReason why) {
        engine.steering().cancel(group, why);
    }

    @Override
    public void nudge() {
        engine.steering().nudge(group);
    }

    @Override
    public List<Straggler> stragglers() {
        return engine.view().stragglers(group);
    }

    @Override
    public List<String> lingering() {
        return engine.view().lingering(group);
    }

    @Override
    public @Nullable TaskFailedException firstFailure() {
        return engine.view().firstFailure(group);
    }
}
