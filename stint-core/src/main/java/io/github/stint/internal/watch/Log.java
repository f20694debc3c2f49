package io.github.stint.internal.watch;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The log of the library. A log may throw, since it prints errors of users, whose methods may, or since its disk is full.
 * That must not end what it is told of: a task on its way off the books, a close, a timer. So what it throws goes to the
 * thread's handler of uncaught exceptions.
 */
public final class Log {

    private Log() {}

    /** What needs a person, of that type of the library. */
    public static void warning(String type, String message, @Nullable Throwable error) {
        log(type, Level.WARNING, message, error);
    }

    /** An error that nobody else hears of. */
    public static void error(String type, String message, Throwable error) {
        log(type, Level.ERROR, message, error);
    }

    /** Writes that; an error with its stack. */
    public static void log(String type, Level level, String message, @Nullable Throwable error) {
        try {
            System.getLogger("io.github.stint." + type).log(level, message, error);
        } catch (Throwable e) {
            uncaught(Thread.currentThread(), e);
        }
    }

    /** The same to a log that somebody has. */
    public static void log(System.Logger log, Level level, String message, @Nullable Throwable error) {
        try {
            log.log(level, message, error);
        } catch (Throwable e) {
            uncaught(Thread.currentThread(), e);
        }
    }

    private static void uncaught(Thread thread, Throwable error) {
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
        } catch (Throwable nobodyIsLeft) {
            // neither the log nor the handler takes it, and there is nobody else to tell
        }
    }
}
