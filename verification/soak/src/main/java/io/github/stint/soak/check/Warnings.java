package io.github.stint.soak.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What is logged of level WARNING or above, by anybody. The line for each restart of something supervised is as it should be
 * and is counted apart, for the load knows how many there must be. Nothing is printed meanwhile.
 */
public final class Warnings implements AutoCloseable {

    private static final int MOST = 100;
    private static final String OF_SERVICES = "io.github.stint.TaskService";

    private final Logger root = Logger.getLogger("");
    private final List<Handler> muted = List.of(root.getHandlers());
    private final Handler handler = new Listening();
    private final ConcurrentLinkedQueue<String> first = new ConcurrentLinkedQueue<>();
    private final AtomicLong unexpected = new AtomicLong();
    private final AtomicLong restarts = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();

    private Warnings() {}

    /** Listens from now on. */
    public static Warnings listen() {
        Warnings warnings = new Warnings();
        warnings.muted.forEach(warnings.root::removeHandler);
        warnings.root.addHandler(warnings.handler);
        return warnings;
    }

    /** How many there were that nobody expects. */
    public long unexpected() {
        return unexpected.get();
    }

    /** Whether there were none but those lines. */
    public Check check() {
        long seen = unexpected.get();
        return new Check("warnings", seen + " records", "0", seen == 0, new ArrayList<>(first));
    }

    /** Whether there was exactly one line for each restart after a failure, and for each thing that was given up. */
    public Check check(long restartsToldOf, long givenUpToldOf) {
        boolean ok = restarts.get() == restartsToldOf && givenUp.get() == givenUpToldOf;
        return Check.of(
                "restarts in the log",
                restarts.get() + " restarts, " + givenUp.get() + " given up",
                restartsToldOf + " and " + givenUpToldOf + ", as the load counts",
                ok);
    }

    /** Gives the log back to whoever printed it. */
    @Override
    public void close() {
        root.removeHandler(handler);
        muted.forEach(root::addHandler);
    }

    private void take(LogRecord told) {
        String message = String.valueOf(told.getMessage());
        boolean isOfServices = OF_SERVICES.equals(told.getLoggerName());
        if (isOfServices && told.getLevel() == Level.WARNING && message.contains("' restarts '")) {
            restarts.incrementAndGet();
        } else if (isOfServices && told.getLevel() == Level.SEVERE && message.contains("' gives up '")) {
            givenUp.incrementAndGet();
        } else if (unexpected.incrementAndGet() <= MOST) {
            Throwable thrown = told.getThrown();
            first.add(told.getLevel() + " " + told.getLoggerName() + ": " + message
                    + (thrown == null ? "" : ": " + thrown));
        }
    }

    private final class Listening extends Handler {

        Listening() {
            setLevel(Level.WARNING);
        }

        @Override
        public void publish(LogRecord told) {
            if (isLoggable(told)) {
                take(told);
            }
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
