package io.github.stint.bench.result;

import java.util.List;
import java.util.SplittableRandom;

/**
 * How ours compares to a rival.
 *
 * @param rounds how many there were
 * @param value the median over the rounds of the ratio of the medians in a round
 * @param least the least of the rounds
 * @param most the most of the rounds
 * @param low where 95 % of such ratios begin, of rounds and iterations drawn anew with replacement
 * @param high where they end
 */
public record Ratio(int rounds, double value, double least, double most, double low, double high) {

    /** Of so many rounds the draws tell enough. Of fewer they are too narrow, and every single round counts. */
    private static final int MANY_ROUNDS = 20;

    private static final int DRAWS = 2_000;
    private static final double OUTSIDE = 0.025;

    /** The ratio of ours to the rival's, each with the values of each round. */
    static Ratio of(List<double[]> ours, List<double[]> rivals) {
        int rounds = Math.min(ours.size(), rivals.size());
        double[] ratios = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ratios[i] = Statistics.median(ours.get(i)) / Statistics.median(rivals.get(i));
        }
        SplittableRandom random = new SplittableRandom(1);
        double[] draws = new double[DRAWS];
        double[] drawn = new double[rounds];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < rounds; i++) {
                int round = random.nextInt(rounds);
                drawn[i] = Statistics.median(Statistics.drawn(ours.get(round), random))
                        / Statistics.median(Statistics.drawn(rivals.get(round), random));
            }
            draws[draw] = Statistics.median(drawn);
        }
        return new Ratio(
                rounds,
                Statistics.median(ratios),
                Statistics.quantile(0, ratios),
                Statistics.quantile(1, ratios),
                Statistics.quantile(OUTSIDE, draws),
                Statistics.quantile(1 - OUTSIDE, draws));
    }

    /**
     * Whether it is at most the bound; undecided if the draws lie on both sides. With few rounds all of them must lie on one side
     * too; with many some round is always far off, and the more there are the farther.
     */
    Verdict against(double bound) {
        boolean many = rounds >= MANY_ROUNDS;
        if ((many ? high : Math.max(most, high)) <= bound) {
            return Verdict.MET;
        }
        return (many ? low : Math.min(least, low)) > bound ? Verdict.MISSED : Verdict.UNDECIDED;
    }

    /** What became of a goal. */
    enum Verdict {
        MET("✓"),
        MISSED("✗"),
        UNDECIDED("?");

        private final String sign;

        Verdict(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }
}
