package io.github.stint.control.internal.serve;

import io.github.stint.control.internal.wire.Refusal;
import io.github.stint.control.internal.wire.Words;
import io.github.stint.control.view.ErrorCode;
import java.lang.System.Logger.Level;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One line in the log {@code io.github.stint.control.audit} for each change from outside, whether it was made or refused. On a
 * thread of its own, which exists while there is something to write: a log that hangs must not keep the server from answering.
 */
final class Audit implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.github.stint.control.audit");
    private static final int MOST_UNWRITTEN = 1_000;

    private final String application;
    private final ThreadPoolExecutor writer;

    Audit(String application) {
        this.application = application;
        this.writer = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("stint-control-audit").factory());
        writer.allowCoreThreadTimeOut(true);
    }

    /** Refuses a change that could not be told of. */
    void requireRoom() {
        if (writer.getQueue().size() >= MOST_UNWRITTEN) {
            throw new Refusal(
                    ErrorCode.BUSY,
                    "the log is behind by " + MOST_UNWRITTEN + " changes, and none is made without telling");
        }
    }

    /** Somebody asked for a change, for that reason, and that came of it. */
    void change(String who, String what, String why, String result) {
        write(Level.INFO, who, what + ": " + result + "; why: " + Words.printable(why));
    }

    /** Somebody was refused. */
    void refused(String who, String what, String why) {
        write(Level.WARNING, who, what + ": refused; " + why);
    }

    private void write(Level level, String who, String what) {
        if (writer.isShutdown() || writer.getQueue().size() > 2 * MOST_UNWRITTEN) {
            return; // a flood of refusals is cut, changes are not made any more by then
        }
        String line = "'" + Words.printable(application) + "': " + Words.printable(who) + ": " + what;
        writer.execute(() -> LOG.log(level, line));
    }

    /** Writes what is left. */
    @Override
    public void close() {
        writer.shutdown();
        boolean interrupted = Thread.interrupted();
        try {
            boolean ignored = writer.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
