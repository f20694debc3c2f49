package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.internal.time.Deadline;
import io.github.stint.internal.time.Deadlines.Armed;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The time of one body: when it is over, the task is asked to stop, and the reason carries what it then fails with. */
final class TimeLimit {

    private TimeLimit() {}

    /**
     * Arms the limit of a body that begins now; asks it to stop at once if its time is over already.
     *
     * @param body the body, which may bring a time that is counted from before
     */
    static @Nullable Armed arm(TaskCell<?> cell, Callable<?> body) {
        Duration limit = cell.options().timeout();
        if (limit == null && !(body instanceof TimedBody)) {
            return null;
        }
        Ticker ticker = cell.engine().ticker();
        Duration time = limit;
        long deadline = limit == null ? Deadline.NEVER : Deadline.after(ticker, limit);
        if (body instanceof TimedBody<?> timed && Deadline.isBefore(timed.deadline(), deadline)) {
            time = timed.time();
            deadline = timed.deadline();
        }
        if (time == null || deadline == Deadline.NEVER) {
            return null;
        }
        Duration first = time;
        if (Deadline.hasPassed(ticker, deadline)) {
            ask(cell, first);
            return null;
        }
        return cell.engine().deadlines().arm(deadline, () -> ask(cell, first));
    }

    private static void ask(TaskCell<?> cell, Duration limit) {
        TimeLimitExceeded over = new TimeLimitExceeded(cell.name(), limit);
        cell.cancel(new CancelReason(Source.TIME_LIMIT, "its time was over", null, over));
    }

    /** What a task was asked to stop with whose own time was over; null if it was asked for another reason. */
    static @Nullable TimeLimitExceeded in(CancelReason why) {
        return why.source() == Source.TIME_LIMIT && why.cause() instanceof TimeLimitExceeded over ? over : null;
    }
}
