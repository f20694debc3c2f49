package io.github.stint.bench.busy;

import io.github.stint.bench.suite.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does the work of another beside threads that compute as long as it takes. To start and to end these is not measured. */
final class BesideSpinners implements Round {

    static final int SPINNERS = 4;

    private final Round quiet;
    private final long units;
    private double nanosAUnit = Double.NaN;

    BesideSpinners(Round quiet, long units) {
        this.quiet = quiet;
        this.units = units;
    }

    @Override
    public long run() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> spinners = new ArrayList<>();
        try {
            for (int i = 0; i < SPINNERS; i++) {
                spinners.add(Thread.ofPlatform().daemon().name("spinner-", i).start(() -> spinUntil(over)));
            }
            long begun = System.nanoTime();
            long answer = quiet.run();
            nanosAUnit = (double) (System.nanoTime() - begun) / units;
            return answer;
        } finally {
            over.set(true);
            for (Thread spinner : spinners) {
                spinner.join();
            }
        }
    }

    private static void spinUntil(AtomicBoolean over) {
        while (!over.get()) {
            // no pause: it is to want the processor all the time
        }
    }

    @Override
    public double figure() {
        return nanosAUnit;
    }

    @Override
    public void close() {
        quiet.close();
    }
}
