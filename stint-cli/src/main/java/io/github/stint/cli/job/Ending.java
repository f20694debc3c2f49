package io.github.stint.cli.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the command of a job ended.
 *
 * @param status its exit status; 128 and the signal's number if a signal ended it, 126 or 127 if it could not be started
 * @param problem why it could not be started or followed, raw; null if it could
 * @param timedOutAfter how long it ran when its time was over and it was ended for that; null if it was not
 * @param cancelled why somebody outside of this process had it ended, raw; null if nobody had
 */
public record Ending(
        int status,
        @Nullable String problem,
        @Nullable Duration timedOutAfter,
        @Nullable String cancelled) {

    /** By itself or by a signal. */
    public static Ending of(int status) {
        return new Ending(status, null, null, null);
    }

    /** Not at all, since it could not be started or followed. */
    public static Ending failed(int status, String problem) {
        return new Ending(status, problem, null, null);
    }

    /** By us, since its time was over. */
    public static Ending timedOut(int status, Duration after) {
        return new Ending(status, null, after, null);
    }

    /** By us, since somebody else wanted it. */
    public static Ending cancelled(int status, String why) {
        return new Ending(status, null, null, why);
    }

    boolean succeeded() {
        return status == 0 && problem == null && timedOutAfter == null && cancelled == null;
    }
}
