package io.github.stint.cli.batch;

import io.github.stint.CancelReason;
import io.github.stint.OwnerState;
import io.github.stint.Stats;
import io.github.stint.TaskPool;
import io.github.stint.cli.control.StartGate;
import io.github.stint.cli.output.Screen;
import io.github.stint.control.ControlServer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Whether a run starts further jobs, as those who steer it from outside say: none while its pool is locked. That can be taken
 * back as long as a job runs; when none does, the run is over.
 *
 * <p>The lock of a pool holds for those who submit, not for a stream that the pool has accepted. So this is a gate before the
 * stream, and {@link #look} is to be called now and then by one thread, as long as the pool can be locked.
 */
final class Intake implements StartGate {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final JobQueue queue;
    private final TaskPool pool;
    private final StartGates gates;
    private final Screen screen;
    private boolean wasLocked;
    private int sizeBefore;
    private volatile boolean over;

    /** Open. */
    Intake(JobQueue queue, TaskPool pool, StartGates gates, Screen screen) {
        this.queue = queue;
        this.pool = pool;
        this.gates = gates;
        this.screen = screen;
        this.sizeBefore = pool.size();
    }

    @Override
    public long closedFor(long nowNanos) {
        return pool.stats().state() == OwnerState.LOCKED ? LOOK_AGAIN_NANOS : 0;
    }

    /** Sees what has changed, and tells whoever looks at the run. */
    void look() {
        Stats stats = pool.stats();
        boolean locked = stats.state() == OwnerState.LOCKED;
        if (locked != wasLocked || stats.limit() != sizeBefore) {
            gates.changed();
        }
        if (locked != wasLocked) {
            say(
                    locked
                            ? "locked from outside: nothing more is started, " + stats.running()
                                    + " running are let finish; until then 'stint unlock' takes it back"
                            : "unlocked from outside: it goes on");
        } else if (!locked && (stats.limit() == 0) != (sizeBefore == 0)) {
            say(stats.limit() == 0 ? "paused: nothing more is started before 'stint resume'" : "resumed");
        }
        wasLocked = locked;
        sizeBefore = stats.limit();
        if (locked && stats.running() + stats.queued() == 0) {
            end();
        }
    }

    private void end() {
        over = true;
        queue.stop();
        if (pool.size() == 0) {
            pool.resize(1); // a job that was taken just before the pause would wait for ever
        }
    }

    /** The stream has ended for that reason, with jobs left; whether somebody outside wanted it. */
    boolean isCutFor(CancelReason reason) {
        boolean cut = ControlServer.isFromOutside(reason);
        if (cut) {
            end();
        }
        return cut;
    }

    /** Whether somebody outside has ended the run. */
    boolean isOver() {
        return over;
    }

    private void say(String what) {
        try {
            screen.line("stint: " + what);
        } catch (IOException gone) {
            // standard error is gone, and with it whoever could be told
        }
    }
}
