package io.github.stint.cli.batch;

import io.github.stint.TaskPool;
import io.github.stint.control.ControlServer;
import io.github.stint.control.view.Role;
import io.github.stint.spi.TaskListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a run be seen and steered by its user from outside, as long as it goes on.
 *
 * <p>That begins a moment after the first jobs have: what it takes is loaded beside them, and a run that is over by then never
 * loads it. Where no socket can be made the run goes on without one. A process that is killed leaves its socket, which whoever
 * looks next removes.
 */
final class Listening implements AutoCloseable {

    /**
     * For the pool from its beginning: where there is a listener, one that comes later hears of the end of all tasks; else only
     * of those that were accepted after it came.
     */
    static final TaskListener LATER = new TaskListener() {};

    private static final long BEGINS_AFTER_MILLIS = 1_500;
    private static final long LOOK_EVERY_MILLIS = 100;

    /** How many ended jobs are told of. */
    private static final int ENDED = 1_000;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Listening(String name, TaskPool pool, Intake intake) {
        thread = Thread.ofPlatform().daemon().name("stint-listen").unstarted(() -> listen(name, pool, intake));
    }

    /** Begins; null if there is no name. */
    static @Nullable Listening start(@Nullable String name, TaskPool pool, Intake intake) {
        if (name == null) {
            return null;
        }
        Listening listening = new Listening(name, pool, intake);
        listening.thread.start();
        return listening;
    }

    private void listen(String name, TaskPool pool, Intake intake) {
        try {
            if (!closed.await(BEGINS_AFTER_MILLIS, TimeUnit.MILLISECONDS)) {
                serve(name, pool, intake);
            }
        } catch (IOException | RuntimeException e) {
            Logger log = System.getLogger(Listening.class.getName());
            log.log(Level.DEBUG, "this run cannot be seen from outside", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(String name, TaskPool pool, Intake intake) throws IOException, InterruptedException {
        QuietLog.begin();
        try (ControlServer _ = ControlServer.builder(name)
                .owners(pool)
                .allow(Role.OPERATE)
                .keepEnded(ENDED)
                .start()) {
            while (!closed.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                intake.look();
            }
        }
    }

    /** Nobody can look any more, and the socket is gone. */
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
