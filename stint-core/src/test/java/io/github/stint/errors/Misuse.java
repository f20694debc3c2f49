package io.github.stint.errors;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.stint.Outcome;
import io.github.stint.Task;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Something that goes wrong, and what one is told then.
 *
 * @param what what was done
 * @param attempt does it, and gives back what came of it
 */
record Misuse(String what, Attempt attempt) {

    @FunctionalInterface
    interface Attempt {

        /** What it threw, or what its task failed with. */
        Throwable error() throws Exception;
    }

    /** A call that throws. */
    static Misuse call(String what, ThrowingCallable call) {
        return new Misuse(what, () -> catchThrowable(call));
    }

    /** A source that does something when its elements are asked for. */
    static Iterable<Integer> source(Callable<?> first) {
        return () -> {
            try {
                var _ = first.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return List.of(1).iterator();
        };
    }

    /** What a task failed with. */
    static Throwable failureOf(Task<?> task) throws InterruptedException {
        return task.join() instanceof Outcome.Failure<?>(Throwable error) ? error : null;
    }
}
