package io.github.stint.internal.engine;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The library's own time-out, told apart from one that a body throws. */
public final class TimeLimitExceeded extends TimeoutException {

    private static final long serialVersionUID = 1L;

    /** That thing was not done within that time. */
    public TimeLimitExceeded(String what, Duration limit) {
        super("'" + what + "' was not done within " + told(limit));
    }

    private static String told(Duration limit) {
        boolean isShort = limit.toDays() == 0;
        return isShort ? limit.toMillis() + " ms" : limit.toString();
    }
}
