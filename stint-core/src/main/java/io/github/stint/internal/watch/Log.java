package io.github.stint.internal.watch;

import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The log of the library. A log may throw, since it prints errors of users, whose methods may, or since its disk is full.
 * That must not end what it is told of: a task on its way off the books, a close, a timer. So what it throws goes to the
 * thread's handler of uncaught exceptions.
 */
public final class Log {

    /** One for each type: the JDK takes a lock of its own to look one up, in which a thread keeps its carrier. */
    private static final ConcurrentHashMap<String, System.Logger> LOGS = new ConcurrentHashMap<>();

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
            logOf(type).log(level, message, error);
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

    /** Not by computeIfAbsent, which would look it up under a lock as well. */
    private static System.Logger logOf(String type) {
        System.Logger known = LOGS.get(type);
        if (known != null) {
            return known;
        }
        System.Logger found = System.getLogger("io.github.stint." + type);
        System.Logger before = LOGS.putIfAbsent(type, found);
        return before == null ? found : before;
    }

    private static void uncaught(Thread thread, Throwable error) {
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
        } catch (Throwable nobodyIsLeft) {
            // neither the log nor the handler takes it, and there is nobody else to tell
        }
    }
}
