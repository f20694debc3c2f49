package io.github.stint;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended, as data: it is read with {@code switch}, never thrown.
 *
 * <pre>{@code
 * switch (task.join()) {
 *   case Success(var page)  -> show(page);
 *   case Failure(var error) -> complain(error);
 *   case Cancelled(var why) -> note(why);
 * }
 * }</pre>
 *
 * @param <T> the value of a success
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /**
     * The body returned.
     *
     * @param value what it returned, null for a body without a value
     * @param <T> the type of the value
     */
    record Success<T extends @Nullable Object>(T value) implements Outcome<T> {}

    /**
     * The body threw, or ran over its time limit (then the error is a
     * {@link java.util.concurrent.TimeoutException}).
     *
     * @param error what it threw, untouched
     * @param <T> the type the value would have had
     */
    record Failure<T extends @Nullable Object>(Throwable error) implements Outcome<T> {

        /** Checks the error. */
        public Failure {
            Objects.requireNonNull(error, "error");
        }
    }

    /**
     * The task was cancelled before it began, or its body ended because it was asked to stop.
     *
     * @param reason why
     * @param <T> the type the value would have had
     */
    record Cancelled<T extends @Nullable Object>(CancelReason reason) implements Outcome<T> {

        /** Checks the reason. */
        public Cancelled {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Whether the body returned.
     *
     * @return true for a {@link Success}
     */
    default boolean isSuccess() {
        return this instanceof Success;
    }
}
