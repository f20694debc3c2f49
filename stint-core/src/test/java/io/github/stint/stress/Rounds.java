package io.github.stint.stress;

/**
 * Many short rounds, each from a seed of its own, and the seed of the one that failed.
 *
 * <p>{@code -Dstress.rounds=N} sets how many, {@code -Dstress.seed=N} the seed of the first.
 */
final class Rounds {

    private static final int ROUNDS = Integer.getInteger("stress.rounds", 1_000);

    private Rounds() {}

    /** One round. */
    interface Round {
        void run(long seed) throws Exception;
    }

    static void run(Round round) {
        long first = Long.getLong("stress.seed", System.nanoTime());
        for (long seed = first; seed < first + ROUNDS; seed++) {
            try {
                round.run(seed);
            } catch (Throwable e) {
                throw new AssertionError(
                        "round " + (seed - first) + " failed; again with -Dstress.rounds=1 -Dstress.seed=" + seed, e);
            }
        }
    }
}
