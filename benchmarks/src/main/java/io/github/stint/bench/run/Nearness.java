package io.github.stint.bench.run;

import io.github.stint.bench.result.Transfers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Has turns measured while the processors are near each other, for else a ratio says where the host of a virtual machine has put
 * them, and not what was compared. Near is what takes little more than the quickest {@link Transfer} that was seen.
 */
final class Nearness {

    /** Something that is measured. */
    interface Turn<T> {

        T measure() throws RunnerException;
    }

    private static final double FAR = 2.5;
    private static final int MOST_PAUSES = 40;
    private static final long PAUSE_NANOS = 250_000_000L;

    private final DoubleSupplier transfer;
    private final Runnable pause;
    private final int attempts;
    private final List<Double> turns = new ArrayList<>();
    private double least = Double.MAX_VALUE;
    private int repeated;

    private Nearness(int attempts) {
        this(Transfer::nanos, () -> LockSupport.parkNanos(PAUSE_NANOS), attempts);
    }

    Nearness(DoubleSupplier transfer, Runnable pause, int attempts) {
        this.transfer = transfer;
        this.pause = pause;
        this.attempts = attempts;
    }

    /** Waits some seconds for them to be near, and has a turn repeated if they were not to its end. */
    static Nearness awaited() {
        return new Nearness(3);
    }

    /** Takes them as they are. */
    static Nearness noted() {
        return new Nearness(1);
    }

    /** Has a turn measured. */
    <T> T turn(Turn<T> turn) throws RunnerException {
        for (int attempt = 1; ; attempt++) {
            double before = attempts == 1 ? look() : awaitNear();
            T measured = turn.measure();
            double worst = Math.max(before, look());
            if (isNear(worst) || attempt == attempts) {
                turns.add(worst);
                return measured;
            }
            repeated++;
        }
    }

    private double awaitNear() {
        double now = look();
        for (int pauses = 0; !isNear(now) && pauses < MOST_PAUSES; pauses++) {
            pause.run();
            now = look();
        }
        return now;
    }

    private double look() {
        double now = transfer.getAsDouble();
        least = Math.min(least, now);
        return now;
    }

    private boolean isNear(double nanos) {
        return nanos <= FAR * least;
    }

    /** What it saw. */
    Transfers transfers() {
        return new Transfers(
                turns, (int) turns.stream().filter(it -> !isNear(it)).count(), repeated);
    }
}
