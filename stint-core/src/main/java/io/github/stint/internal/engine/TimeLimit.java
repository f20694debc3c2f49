package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.internal.time.Deadline;
import io.github.stint.internal.time.Deadlines.Armed;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time of one body: when it is over, the task is asked to stop, and the reason carries what it then fails with. */
final class TimeLimit {

    private TimeLimit() {}

    /**
     * Arms the limit of a body that begins now; asks it to stop at once if its time is over already.
     *
     * @param limit the time from now, or null
     * @param mustEndBy a moment, or {@link Deadline#NEVER}
     */
    static @Nullable Armed arm(TaskCell<?> cell, @Nullable Duration limit, long mustEndBy) {
        if (limit == null && mustEndBy == Deadline.NEVER) {
            return null;
        }
        Ticker ticker = cell.engine().ticker();
        long now = ticker.nanoTime();
        long left = Math.min(limit == null ? Deadline.NEVER : Deadline.nanos(limit), left(now, mustEndBy));
        if (left == Deadline.NEVER) {
            return null;
        }
        if (left <= 0) {
            ask(cell, Duration.ZERO);
            return null;
        }
        return cell.engine().deadlines().arm(now + left, () -> ask(cell, Duration.ofNanos(left)));
    }

    private static long left(long now, long mustEndBy) {
        return mustEndBy == Deadline.NEVER ? Deadline.NEVER : mustEndBy - now;
    }

    private static void ask(TaskCell<?> cell, Duration limit) {
        TimeLimitExceeded over = new TimeLimitExceeded(cell.name(), limit);
        cell.cancel(new CancelReason(Source.TIME_LIMIT, "its time was over", null, over));
    }

    /** Whether a task was asked to stop because its own time was over. */
    static boolean isIn(CancelReason why) {
        return why.source() == Source.TIME_LIMIT && why.cause() instanceof TimeLimitExceeded;
    }

    /** What a task fails with whose body gave in like this. */
    static Throwable over(CancelReason why, Throwable echo) {
        Throwable over = java.util.Objects.requireNonNull(why.cause(), "cause");
        over.initCause(echo);
        return over;
    }
}
