package io.github.stint.internal.jvm;

import io.github.stint.internal.engine.Launcher;
import io.github.stint.internal.engine.TaskCell;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, tick by tick, whether any virtual thread gets a carrier. Used by one thread.
 *
 * <p>Two things must come together for {@value #PATIENCE} ticks. A probe, a virtual thread that does nothing but say that
 * it ran, has not run. And among the tasks nothing moved: none began or ended, none came onto a carrier or left one. The
 * probe alone would raise false alarms: the JDK's scheduler lets a carrier empty one queue before it looks at the others,
 * so behind some hundred tasks that compute a newcomer waits for seconds, and may wait without end. Tasks that block where
 * they hold their carrier do not move.
 *
 * <p>A probe marks itself only, so one that runs late says nothing of a later one. What is counted are ticks in which this
 * was called, not time: a JVM that was stopped for a minute did not starve.
 */
final class Starvation {

    private static final int PATIENCE = 5;
    private static final System.Logger LOG = System.getLogger("io.github.stint.CarrierWatch");

    private final Supplier<List<TaskCell<?>>> tasks;
    private final Consumer<Runnable> launch;
    private @Nullable Probe probe;
    private @Nullable Map<TaskCell<?>, String> before;
    private int still;
    private int tellAt = PATIENCE;

    private static final class Probe implements Runnable {
        private volatile boolean ran;

        @Override
        public void run() {
            ran = true;
        }
    }

    Starvation(Supplier<List<TaskCell<?>>> tasks) {
        this(tasks, probe -> Launcher.start("stint-probe", null, thread -> probe.run()));
    }

    Starvation(Supplier<List<TaskCell<?>>> tasks, Consumer<Runnable> launch) {
        this.tasks = tasks;
        this.launch = launch;
    }

    /** Looks, and tells the log what there is to tell. */
    void tick() {
        Probe inFlight = probe;
        if (inFlight == null || inFlight.ran) {
            moved();
            before = null;
            probe = null;
            probe = launched();
            return;
        }
        Map<TaskCell<?>, String> now = Carriers.seats(tasks.get());
        if (before == null || now.equals(before)) {
            still++;
        } else {
            moved();
        }
        before = now;
        if (still == tellAt) {
            tellAt = 2 * tellAt;
            tell("no virtual thread could run for " + still + " s: " + Carriers.told(now));
        }
    }

    private void moved() {
        if (still >= PATIENCE) {
            tell("virtual threads run again: for " + still + " s none could");
        }
        still = 0;
        tellAt = PATIENCE;
    }

    private Probe launched() {
        Probe next = new Probe();
        launch.accept(next);
        return next;
    }

    private static void tell(String message) {
        LOG.log(System.Logger.Level.WARNING, message);
    }
}
