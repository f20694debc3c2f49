package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CloseReport.Straggler;
import io.github.stint.Stats;
import io.github.stint.TaskFailedException;
import io.github.stint.spi.Ticker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be closed: an engine, or one stream among the feeds of an engine. */
public interface Scope {

    /** The full name. */
    String name();

    /** The type of the owner, for logs. */
    String kind();

    /** Its clock. */
    Ticker ticker();

    /** Its numbers. */
    Stats stats();

    /** Waits until no task is on the books and no feed brings more; false if the deadline on that clock came first. */
    boolean awaitIdle(Ticker ticker, long deadline) throws InterruptedException;

    /** Stops the feeds, refuses whoever waits to submit, and cancels every task. Never waits. */
    void stop(CancelReason why);

    /** Interrupts once more what was asked to stop. */
    void nudge();

    /** The tasks that have not ended, and where they stand. */
    List<Straggler> stragglers();

    /** What is still under way though no task is: callbacks that have not returned, a source that is being read. */
    List<String> lingering();

    /** The first failure in its life. */
    @Nullable
    TaskFailedException firstFailure();
}
