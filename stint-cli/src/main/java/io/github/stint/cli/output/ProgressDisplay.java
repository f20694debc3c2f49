package io.github.stint.cli.output;

import io.github.stint.cli.arguments.RowSource;
import io.github.stint.cli.job.Tally;
import io.github.stint.cli.process.Posix;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps the progress line of a terminal fresh, on a daemon thread of its own. */
public final class ProgressDisplay implements AutoCloseable {

    private static final long EVERY_MILLIS = 200;

    private final Screen screen;
    private final Tally tally;
    private final RowSource arguments;
    private final long begin = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private ProgressDisplay(Screen screen, Tally tally, RowSource arguments) {
        this.screen = screen;
        this.tally = tally;
        this.arguments = arguments;
        this.thread = Thread.ofPlatform().daemon().name("stint-progress").unstarted(this::show);
    }

    public static ProgressDisplay start(Screen screen, Tally tally, RowSource arguments) {
        ProgressDisplay display = new ProgressDisplay(screen, tally, arguments);
        display.thread.start();
        return display;
    }

    private void show() {
        try {
            while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
                screen.progress(ProgressLine.text(tally, arguments.total(), elapsed, Posix.columns(2)));
            }
            screen.noProgress();
        } catch (IOException gone) {
            // the terminal is gone, and nobody is there to be told
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the line away. */
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
