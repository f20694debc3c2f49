package io.github.stint.verification.schedules;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The highest priority goes until it waits; at a few points drawn before the run, who is current becomes the lowest. This is
 * probabilistic concurrency testing (Burckhardt and others, 2010): a bug that needs d such changes is found with a probability
 * that does not fall with the number of interleavings.
 *
 * <p>Some of these orders are unfair: a thread that yields in a loop stays where it is, so that it starves what it waits for,
 * as it may on a machine whose carriers all run such loops. What waits must then park.
 */
final class Priorities extends Order {

    private static final int MOST_CHANGES = 4;

    private final Random random;
    private final int[] changes;
    private final boolean unfair;
    private int changed;
    private double lowest;

    /**
     * An order.
     *
     * @param length about how many points a run comes to
     */
    Priorities(Random random, int length) {
        this.random = random;
        this.changes = random.ints(1 + random.nextInt(MOST_CHANGES), 0, Math.max(1, length))
                .sorted()
                .toArray();
        this.unfair = random.nextInt(3) == 0;
    }

    @Override
    double first() {
        return 1 + random.nextDouble();
    }

    @Override
    Strand take(List<Strand> ready) {
        int highest = 0;
        for (int i = 1; i < ready.size(); i++) {
            if (ready.get(i).priority > ready.get(highest).priority) {
                highest = i;
            }
        }
        return ready.remove(highest);
    }

    @Override
    boolean stops(Strand current, List<Strand> ready, int points) {
        while (changed < changes.length && points >= changes[changed]) {
            changed++;
            lower(current);
        }
        return isAnyHigher(ready, current);
    }

    @Override
    boolean spins(Strand current, List<Strand> ready) {
        if (!unfair) {
            lower(current);
        }
        return isAnyHigher(ready, current);
    }

    private static boolean isAnyHigher(List<Strand> ready, Strand current) {
        for (int i = 0; i < ready.size(); i++) {
            if (ready.get(i).priority > current.priority) {
                return true;
            }
        }
        return false;
    }

    @Override
    boolean isUnfair() {
        return unfair;
    }

    private void lower(Strand strand) {
        lowest--;
        strand.priority = lowest;
    }

    @Override
    public String toString() {
        return (unfair ? "unfair " : "") + "priorities, lowered at points " + Arrays.toString(changes);
    }
}
