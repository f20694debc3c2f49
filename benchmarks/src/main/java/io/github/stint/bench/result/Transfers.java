package io.github.stint.bench.result;

import java.util.List;

/**
 * How long it took, around each turn, until one processor had what another wrote.
 *
 * @param nanos the longer of before and after, in nanoseconds, one for each turn; zeros where there is one processor
 * @param far how many of the turns count though that was much longer than the least
 * @param repeated how many turns were measured once more, because it was
 */
public record Transfers(List<Double> nanos, int far, int repeated) {

    /** Copies them. */
    public Transfers {
        nanos = List.copyOf(nanos);
    }

    String inWords() {
        double[] all = nanos.stream().mapToDouble(it -> it).sorted().toArray();
        if (all.length == 0 || all[0] == 0) {
            return "";
        }
        return String.format(
                " What one processor wrote took %.0f ns to the other (%.0f to %.0f in %d turns)."
                        + " Turns measured while it took much longer than at best: %d; measured again for that: %d.",
                Statistics.median(all), all[0], all[all.length - 1], all.length, far, repeated);
    }
}
