package io.github.stint.testing;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What was logged while this was open, and nowhere else: the console stays quiet. */
public final class LogCapture implements AutoCloseable {

    private final Logger logger;
    private final boolean usedParents;
    private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private LogCapture(String name) {
        logger = Logger.getLogger(name);
        usedParents = logger.getUseParentHandlers();
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    /** Listens to the logger of that name and those below it. */
    public static LogCapture of(String name) {
        return new LogCapture(name);
    }

    /** What was logged so far. */
    public List<LogRecord> records() {
        return List.copyOf(records);
    }

    /** The records whose message contains that. */
    public List<LogRecord> about(String part) {
        return records.stream()
                .filter(entry -> entry.getMessage().contains(part))
                .toList();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(usedParents);
    }
}
