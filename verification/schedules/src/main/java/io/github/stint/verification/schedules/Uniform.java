package io.github.stint.verification.schedules;

import java.util.List;
import java.util.Random;

/** Each that is ready is as likely; at a point, the current thread stops with a probability that is drawn once a run. */
final class Uniform extends Order {

    private static final double[] STOPS = {0.5, 0.25, 0.1, 0.03};

    private final Random random;
    private final double stops;

    Uniform(Random random) {
        this.random = random;
        this.stops = STOPS[random.nextInt(STOPS.length)];
    }

    @Override
    double first() {
        return 0;
    }

    @Override
    Strand take(List<Strand> ready) {
        int chosen = random.nextInt(ready.size());
        if (ready.get(chosen).spins) {
            chosen = random.nextInt(ready.size());
        }
        Strand strand = ready.remove(chosen);
        strand.spins = false;
        return strand;
    }

    @Override
    boolean stops(Strand current, List<Strand> ready, int points) {
        return !ready.isEmpty() && random.nextDouble() < stops;
    }

    @Override
    boolean spins(Strand current, List<Strand> ready) {
        current.spins = !ready.isEmpty();
        return current.spins;
    }

    @Override
    public String toString() {
        return "uniform, stops at a point with probability " + stops;
    }
}
