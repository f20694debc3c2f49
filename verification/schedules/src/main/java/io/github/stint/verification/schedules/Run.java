package io.github.stint.verification.schedules;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param failure what was wrong first, null if nothing
 * @param cause where it was found
 * @param order the kind of schedule
 * @param points at how many places a thread could have stopped
 * @param wovenPoints how many of them were woven in
 * @param switches how often a thread was mounted
 * @param notes what the scenario drew and told
 * @param trace the schedule, if it was asked for
 * @param unfinished the threads that have not ended
 */
record Run(
        @Nullable String failure,
        @Nullable Throwable cause,
        String order,
        int points,
        int wovenPoints,
        int switches,
        List<String> notes,
        @Nullable Trace trace,
        List<Thread> unfinished) {

    boolean failed() {
        return failure != null;
    }

    /** The failure without what differs from seed to seed, to tell one kind from another. */
    String kind() {
        return String.valueOf(failure).replaceAll("[0-9]+", "N");
    }

    /** All that is known, for people. */
    String described() {
        StringBuilder text = new StringBuilder();
        text.append(failure == null ? "passed" : failure);
        text.append("\n  order: ").append(order);
        text.append("\n  drawn: ").append(String.join(", ", notes));
        if (trace != null) {
            text.append("\n  schedule (point, thread, what):\n").append(trace);
        }
        if (cause != null) {
            text.append("\n  found at:").append(frames(cause.getStackTrace()));
            if (cause.getCause() != null) {
                text.append("\n  caused by ")
                        .append(cause.getCause())
                        .append(frames(cause.getCause().getStackTrace()));
            }
        }
        for (Thread thread : unfinished) {
            text.append("\n  '").append(thread.getName()).append("' is ").append(thread.getState());
            text.append(frames(thread.getStackTrace()));
        }
        return text.toString();
    }

    private static String frames(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> Trace.isShown(frame.getClassName()))
                .limit(12)
                .map(frame -> "\n        " + frame)
                .collect(Collectors.joining());
    }
}
