package io.github.stint.soak.load;

import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Stats;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskRejectedException;
import io.github.stint.spi.TaskListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the load itself counts of one owner: what the owner's listener is told, what was handed over, and how many bodies
 * began and ended. Compared with the owner's numbers when that is closed.
 */
public final class Book implements TaskListener {

    private static final long PATIENCE_SECONDS = 10;

    private final String owner;
    private final Kind kind;
    private final AtomicLong submitted = new AtomicLong();
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong succeeded = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong timedOut = new AtomicLong();
    private final AtomicLong cancelled = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final CountDownLatch toldClosed = new CountDownLatch(1);
    private final AtomicLong closed = new AtomicLong();
    private final AtomicLong restarted = new AtomicLong();
    private final AtomicLong handed = new AtomicLong();
    private final AtomicLong takenBack = new AtomicLong();
    private final AtomicLong bodiesBegun = new AtomicLong();
    private final AtomicLong bodiesEnded = new AtomicLong();

    /** What can be compared depends on the owner. */
    public enum Kind {
        /** Each task has one body, and refusals are counted. */
        TASKS,
        /** What is supervised begins its body many times. */
        SERVICE
    }

    /** The book of an owner of that name. */
    public Book(String owner, Kind kind) {
        this.owner = owner;
        this.kind = kind;
    }

    // ---- what the listener hears

    @Override
    public void submitted(Task<?> task) {
        submitted.incrementAndGet();
    }

    @Override
    public void started(Task<?> task) {
        started.incrementAndGet();
    }

    @Override
    public void ended(Task<?> task, Outcome<?> outcome) {
        (switch (outcome) {
                    case Success<?> _ -> succeeded;
                    case Failure<?>(TimeoutException _) -> timedOut;
                    case Failure<?> _ -> failed;
                    case Cancelled<?> _ -> cancelled;
                })
                .incrementAndGet();
    }

    @Override
    public void rejected(TaskRejectedException rejection) {
        rejected.incrementAndGet();
    }

    @Override
    public void closed(CloseReport report) {
        closed.incrementAndGet();
        toldClosed.countDown();
    }

    @Override
    public void restarting(Supervised service, Outcome<?> last, Duration pause) {
        if (!last.isSuccess()) {
            restarted.incrementAndGet();
        }
    }

    // ---- what the load does

    /** So many tasks were accepted, as whoever handed them over was told. */
    public void handed(long tasks) {
        handed.addAndGet(tasks);
    }

    /** A future was cancelled: its body, which is taken by its task or taken back by that, may not begin though its task did. */
    public void takenBack() {
        takenBack.incrementAndGet();
    }

    /** A body that is counted when it begins and when it ends. */
    public <T> Callable<T> counted(Callable<T> body) {
        return () -> {
            bodiesBegun.incrementAndGet();
            try {
                return body.call();
            } finally {
                bodiesEnded.incrementAndGet();
            }
        };
    }

    // ---- what it amounts to

    /** Waits for the listener to be told of the close: who closes second may return before that. */
    void awaitClosed() throws InterruptedException {
        boolean ignored = toldClosed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    long submitted() {
        return submitted.get();
    }

    /** The numbers of a book that is not written in any more. */
    Totals totals() {
        return new Totals(
                submitted.get(),
                succeeded.get(),
                failed.get(),
                timedOut.get(),
                cancelled.get(),
                rejected.get(),
                restarted.get());
    }

    /** What does not agree with the numbers of the owner, which is closed. */
    List<String> differences(Stats stats) {
        List<String> found = new ArrayList<>();
        differ(found, "submitted", stats.submitted(), "told", submitted.get());
        differ(found, "submitted", stats.submitted(), "handed over", handed.get());
        differ(found, "submitted", stats.submitted(), "ended", stats.ended());
        differ(found, "succeeded", stats.succeeded(), "told", succeeded.get());
        differ(found, "failed", stats.failed(), "told", failed.get() + timedOut.get());
        differ(found, "cancelled", stats.cancelled(), "told", cancelled.get());
        differ(found, "rejected", stats.rejected(), "told", rejected.get());
        if (kind != Kind.SERVICE) {
            long neverBegun = started.get() - bodiesBegun.get();
            if (neverBegun < 0 || neverBegun > takenBack.get()) {
                differ(found, "bodies begun", bodiesBegun.get(), "started", started.get());
            }
            differ(found, "bodies begun", bodiesBegun.get(), "ended", bodiesEnded.get());
        }
        differ(found, "queued, running and waiting", stats.queued() + stats.running() + stats.waiting(), "none", 0);
        differ(found, "closed", 1, "told", closed.get());
        return found;
    }

    private void differ(List<String> found, String one, long is, String other, long hasToBe) {
        if (is != hasToBe) {
            found.add("'" + owner + "': " + is + " " + one + ", " + hasToBe + " " + other);
        }
    }
}
