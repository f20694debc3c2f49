package io.github.stint;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an owner was closed. What was live when closing began, and what was accepted while it drained, adds up:
 * {@code drained + failed + cancelled + stragglers.size()}.
 *
 * @param owner the name of the owner
 * @param took how long closing took
 * @param drained tasks that succeeded while it closed
 * @param failed tasks that failed while it closed
 * @param cancelled tasks that ended cancelled while it closed
 * @param stragglers tasks that had not ended when the time was over; they stay on the owner's books until they do
 * @param firstFailure the first failure in the owner's whole life, or null if no task ever failed
 */
public record CloseReport(
        String owner,
        Duration took,
        long drained,
        long failed,
        long cancelled,
        List<Straggler> stragglers,
        @Nullable TaskFailedException firstFailure) {

    /** Copies the list. */
    public CloseReport {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(took, "took");
        stragglers = List.copyOf(Objects.requireNonNull(stragglers, "stragglers"));
    }

    /**
     * A task that did not end in time.
     *
     * @param task a look at it
     * @param stack where its thread stood, innermost frame first; empty if it has none
     */
    public record Straggler(TaskInfo task, List<StackTraceElement> stack) {

        /** Copies the list. */
        public Straggler {
            stack = List.copyOf(stack);
        }

        /** The name of the task and the top of its stack: the innermost frame, and the first ones that are not the JDK's. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("'").append(task.name()).append("' ");
            text.append(task.state())
                    .append(", has run for ")
                    .append(task.ranFor().toMillis())
                    .append(" ms");
            stack.stream().limit(1).forEach(frame -> text.append("\n    at ").append(frame));
            stack.stream()
                    .skip(1)
                    .dropWhile(Straggler::isOfTheJdk)
                    .limit(4)
                    .forEach(frame -> text.append("\n    at ").append(frame));
            return text.toString();
        }

        private static boolean isOfTheJdk(StackTraceElement frame) {
            return frame.getClassName().startsWith("java.")
                    || frame.getClassName().startsWith("jdk.");
        }
    }

    /**
     * Whether everything ended by itself.
     *
     * @return true if nothing was cancelled and nobody straggles
     */
    public boolean isClean() {
        return stragglers.isEmpty() && cancelled == 0;
    }

    /**
     * Throws if a task of the owner failed, while it closed or before.
     *
     * @return this report, if none did
     * @throws TaskFailedException the first failure
     */
    public CloseReport throwIfFailed() {
        if (firstFailure != null) {
            throw firstFailure;
        }
        return this;
    }
}
