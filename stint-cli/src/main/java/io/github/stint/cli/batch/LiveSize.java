package io.github.stint.cli.batch;

import io.github.stint.Fn;
import io.github.stint.Outcome;
import io.github.stint.ResultStream;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.cli.control.JobCount;
import io.github.stint.cli.control.JobCountFile;
import io.github.stint.cli.control.JobCountFile.Look;
import io.github.stint.cli.control.StartGate;
import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.JobName;
import io.github.stint.cli.job.Tally;
import io.github.stint.cli.output.Screen;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs run at once: a number; what a file says, which a daemon thread looks at now and then; or what somebody outside
 * has said since.
 *
 * <p>A stream has a limit of its own, which cannot change. So where the number can, it is one that is never reached, and that of
 * the pool counts: no job is taken before the pool has room for it. And this is a gate that keeps so many jobs in bounds that have
 * ended and were not shown yet.
 */
final class LiveSize implements StartGate, AutoCloseable {

    private static final long EVERY_MILLIS = 200;
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final boolean changes;
    private final TaskPool pool;
    private final StartGates gates;
    private final Tally tally;
    private final Screen screen;
    private final CountDownLatch closed = new CountDownLatch(1);

    private LiveSize(boolean changes, TaskPool pool, StartGates gates, Tally tally, Screen screen) {
        this.changes = changes;
        this.pool = pool;
        this.gates = gates;
        this.tally = tally;
        this.screen = screen;
    }

    /**
     * That of the pool, or of the file if there is one.
     *
     * @param steered whether somebody outside may change it
     */
    static LiveSize of(
            @Nullable JobCountFile file, boolean steered, TaskPool pool, StartGates gates, Tally tally, Screen screen) {
        LiveSize size = new LiveSize(file != null || steered, pool, gates, tally, screen);
        if (size.changes) {
            gates.add(size);
        }
        if (file != null) {
            Thread.ofPlatform().daemon().name("stint-size").start(() -> size.watch(file));
        }
        return size;
    }

    /** Runs the jobs, so many at a time. */
    <R> ResultStream<Outcome<R>> stream(Iterable<Job> jobs, Fn<Job, R> turn) {
        int most = changes ? JobCount.MOST : pool.size();
        return pool.outcomes("jobs", job -> JobName.of(job, TaskOptions.defaults()), jobs, most, turn);
    }

    /** As many results as run may wait to be shown, so that a slow reader holds up the run and does not fill the memory. */
    @Override
    public long closedFor(long nowNanos) {
        return tally.running() < 2L * pool.size() ? 0 : LOOK_AGAIN_NANOS;
    }

    private void watch(JobCountFile watched) {
        try {
            while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                switch (watched.look()) {
                    case Look.Changed(int count) -> {
                        pool.resize(count);
                        gates.changed();
                    }
                    case Look.Bad(String message) ->
                        screen.line("stint: -j: " + message + "; it stays at " + pool.size());
                    case Look.Same() -> {
                        // nothing is to be done
                    }
                }
            }
        } catch (IOException gone) {
            // standard error is gone, and with it whoever could be told
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
