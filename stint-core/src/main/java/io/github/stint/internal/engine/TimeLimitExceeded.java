package io.github.stint.internal.engine;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The library's own time-out, told apart from one that a body throws. */
public final class TimeLimitExceeded extends TimeoutException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final Duration limit;

    /** That thing was not done within that time. */
    public TimeLimitExceeded(String what, Duration limit) {
        super("'" + what + "' was not done within " + told(limit));
        this.what = what;
        this.limit = limit;
    }

    /** The same, seen by nobody yet, with what the body answered as its cause. */
    TimeLimitExceeded with(Throwable echo) {
        TimeLimitExceeded same = new TimeLimitExceeded(what, limit);
        same.initCause(echo);
        return same;
    }

    /** Users catch a {@link TimeoutException}: the name of this class tells them nothing. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // it is the name that is to be another, not the message
    public String toString() {
        return TimeoutException.class.getName() + ": " + getMessage();
    }

    private static String told(Duration limit) {
        if (limit.isZero()) {
            return "0 ms";
        }
        boolean isPlain = limit.toDays() == 0 && limit.toMillis() != 0;
        return isPlain ? limit.toMillis() + " ms" : limit.toString();
    }
}
