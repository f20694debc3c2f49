package io.github.stint.internal.supervise;

import io.github.stint.internal.watch.Log;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the log is told of supervised things: exactly one line for each restart, each failed run of a schedule, and each
 * that is given up.
 */
final class RestartLog {

    private static final String TYPE = "TaskService";
    private static final int LONGEST = 500;

    private RestartLog() {}

    /** A run is followed by another: a failure is a warning with its stack, a return is not. */
    static void restarts(String owner, String name, long restart, Duration pause, @Nullable Throwable error) {
        Level level = error == null ? Level.INFO : Level.WARNING;
        log(level, "'" + owner + "' restarts '" + name + "' in " + told(pause) + ", restart " + restart, error);
    }

    /** A run of a schedule failed, and the schedule goes on. */
    static void failed(String owner, String name, long run, Duration next, Throwable error) {
        log(
                Level.WARNING,
                "'" + owner + "' runs '" + name + "' again in " + told(next) + ", run " + run + " failed",
                error);
    }

    /** It is over for good, though it was to go on. */
    static void givesUp(String owner, String name, long restarts, Throwable error) {
        log(
                Level.ERROR,
                "'" + owner + "' gives up '" + name + "' after " + counted(restarts) + ", it runs no more",
                error);
    }

    static String counted(long restarts) {
        return restarts == 1 ? "1 restart" : restarts + " restarts";
    }

    static void listenerThrew(String name, Throwable error) {
        log(Level.ERROR, "a listener of '" + name + "' threw", error);
    }

    private static void log(Level level, String message, @Nullable Throwable error) {
        Log.log(TYPE, level, message + ": " + (error == null ? "it returned" : told(error)), error);
    }

    private static String told(Duration time) {
        return time.toSeconds() < 10 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }

    /** An error's own methods may throw. */
    private static String told(Throwable error) {
        String text;
        try {
            text = String.valueOf(error);
        } catch (Throwable e) {
            text = error.getClass().getName();
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
