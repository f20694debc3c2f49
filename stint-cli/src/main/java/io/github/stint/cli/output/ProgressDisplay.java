package io.github.stint.cli.output;

import io.github.stint.cli.arguments.RowSource;
import io.github.stint.cli.job.RunningJobs;
import io.github.stint.cli.job.Tally;
import io.github.stint.cli.process.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Shows how far a batch is, a few times a second, on a daemon thread of its own. */
public final class ProgressDisplay implements AutoCloseable {

    private static final long EVERY_MILLIS = 200;
    private static final long FIRST_LINE_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 60_000;
    private static final long LEAST_JOB_NANOS = 1_000_000_000L;
    private static final int MOST_JOBS = 8;
    private static final int ROWS_A_JOB = 3;

    private final Progress kind;
    private final Look look;
    private final Screen screen;
    private final Meter meter;
    private final RunningJobs running;
    private final Terminal terminal = new Terminal(2);
    private final long begin = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private ProgressDisplay(View view, Screen screen, Meter meter, RunningJobs running) {
        this.kind = view.progress();
        this.look = view.look();
        this.screen = screen;
        this.meter = meter;
        this.running = running;
        this.thread = Thread.ofPlatform().daemon().name("stint-progress").unstarted(this::show);
    }

    /** Shows it from now on; also that it is paused, as long as that is said. */
    public static ProgressDisplay start(
            View view, Screen screen, Tally tally, RowSource arguments, RunningJobs running, BooleanSupplier paused) {
        ProgressDisplay display = new ProgressDisplay(view, screen, new Meter(tally, arguments, paused), running);
        if (display.kind != Progress.NONE) {
            display.thread.start();
        }
        return display;
    }

    private void show() {
        try {
            if (kind.isDrawn()) {
                draw();
            } else {
                write();
            }
        } catch (IOException gone) {
            // the terminal is gone, and nobody is there to be told
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw() throws IOException, InterruptedException {
        while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            if (terminal.isOthers()) {
                screen.leaveProgress();
            } else {
                screen.progress(lines(terminal.size()));
            }
        }
        screen.noProgress();
    }

    private List<StatusArea.Line> lines(Terminal.Size size) {
        long now = System.nanoTime();
        List<StatusArea.Line> lines = new ArrayList<>();
        lines.add(ProgressLine.drawn(meter.read((now - begin) / 1e9), look, size.columns()));
        int jobs = kind == Progress.BAR ? 0 : Math.clamp(size.rows() / ROWS_A_JOB - 1L, 0, MOST_JOBS);
        lines.addAll(JobLines.of(running.longest(jobs, LEAST_JOB_NANOS, now), now, look, size.columns()));
        return lines;
    }

    /** The first line soon, each further one after twice the time, and at last one a minute. */
    private void write() throws IOException, InterruptedException {
        long wait = FIRST_LINE_MILLIS;
        while (!closed.await(wait, TimeUnit.MILLISECONDS)) {
            screen.line(ProgressLine.plain(meter.read((System.nanoTime() - begin) / 1e9)));
            wait = Math.min(LONGEST_MILLIS, wait * 2);
        }
    }

    /** Takes away what is drawn. */
    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
