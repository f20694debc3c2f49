package io.github.stint.internal.engine;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A body whose time is counted from before it begins.
 *
 * @param body the body
 * @param time the time it was given
 * @param deadline when that is over
 * @param <T> the value
 */
record TimedBody<T extends @Nullable Object>(Callable<? extends T> body, Duration time, long deadline)
        implements Callable<T> {

    @Override
    public T call() throws Exception {
        return body.call();
    }
}
