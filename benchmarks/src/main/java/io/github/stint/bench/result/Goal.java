package io.github.stint.bench.result;

import org.jspecify.annotations.Nullable;

/**
 * A ratio that ours must not exceed.
 *
 * @param heat the id of the heat it is about
 * @param ours the contender of ours
 * @param rival the contender it is compared to, or what stands for it if it is a number
 * @param number what it is compared to if that is no contender, in the unit of the heat
 * @param bound what the ratio may be at most
 */
public record Goal(
        String heat, String ours, String rival, @Nullable Double number, double bound) {

    static Goal against(String heat, String ours, String rival, double bound) {
        return new Goal(heat, ours, rival, null, bound);
    }

    static Goal againstNumber(String heat, String ours, String what, double number, double bound) {
        return new Goal(heat, ours, what, number, bound);
    }

    /** Whether the contender of that name is needed to judge it. */
    public boolean needs(String contender) {
        return contender.equals(ours) || (number == null && contender.equals(rival));
    }
}
