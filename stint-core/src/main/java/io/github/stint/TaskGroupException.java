package io.github.stint;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A group failed. The cause is the first failure: a {@link TaskFailedException}, or a
 * {@link java.util.concurrent.TimeoutException} if the group's time was over. The other failures are suppressed
 * exceptions of this one, in the order in which they happened. What was only cancelled is not among them.
 */
public final class TaskGroupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message the group, and how many of its tasks failed
     * @param failures what happened, the first one first; not empty
     */
    public TaskGroupException(String message, List<? extends Throwable> failures) {
        super(message, firstOf(failures));
        failures.stream().skip(1).forEach(this::addSuppressed);
    }

    private static Throwable firstOf(List<? extends Throwable> failures) {
        if (Objects.requireNonNull(failures, "failures").isEmpty()) {
            throw new IllegalArgumentException("failures must not be empty");
        }
        return failures.getFirst();
    }

    /**
     * The tasks that failed.
     *
     * @return their failures, in the order in which they happened; empty if only the time was over
     */
    public List<TaskFailedException> failures() {
        List<TaskFailedException> failures = new ArrayList<>();
        if (getCause() instanceof TaskFailedException first) {
            failures.add(first);
        }
        for (Throwable other : getSuppressed()) {
            if (other instanceof TaskFailedException failure) {
                failures.add(failure);
            }
        }
        return List.copyOf(failures);
    }

    /**
     * Throws what is at the root of the first failure if it is of that type, else gives this exception back:
     * {@code throw e.throwCauseIf(IOException.class)}.
     *
     * @param type the type
     * @param <X> the type
     * @return this exception
     * @throws X what the body of the first failed task threw, if it is of that type
     */
    public <X extends Throwable> TaskGroupException throwCauseIf(Class<X> type) throws X {
        Objects.requireNonNull(type, "type");
        for (Throwable t = getCause(); t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                throw type.cast(t);
            }
        }
        return this;
    }
}
