package io.github.stint.cli.control;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how many jobs may run at once: a number, or one that is made of the number of cores. */
public final class JobCount {

    public static final int MOST = 10_000;

    private static final Pattern GIVEN = Pattern.compile("([+-]?)([0-9]{1,9})(%?)");

    private JobCount() {}

    /**
     * The number that {@code 4}, {@code 150%}, {@code +1} or {@code -1} means; empty if the text is nothing of the kind, or the
     * number is below the least or above {@link #MOST}. What is made of the number of cores is never below 1.
     */
    public static OptionalInt of(String text, int cores, int least) {
        Matcher matcher = GIVEN.matcher(text);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        String sign = matcher.group(1);
        long number = Long.parseLong(matcher.group(2));
        if (!matcher.group(3).isEmpty()) {
            return sign.isEmpty() && number > 0 ? within(1, Math.max(1, cores * number / 100)) : OptionalInt.empty();
        }
        return switch (sign) {
            case "+" -> within(1, cores + number);
            case "-" -> within(1, Math.max(1, cores - number));
            default -> within(least, number);
        };
    }

    private static OptionalInt within(int least, long number) {
        return number >= least && number <= MOST ? OptionalInt.of((int) number) : OptionalInt.empty();
    }
}
