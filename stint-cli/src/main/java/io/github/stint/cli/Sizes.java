package io.github.stint.cli;

import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the sizes of options: {@code 4096}, {@code 64K}, {@code 1M}, {@code 2G}; lower case for powers of 1000. */
final class Sizes {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([KMGkmg]?)");
    private static final String UNITS = "KMG";

    private Sizes() {}

    /** A number of bytes within those bounds. */
    static long within(String option, long least, long most, String given) throws UsageException {
        Matcher matcher = SIZE.matcher(given);
        if (matcher.matches()) {
            long bytes = Long.parseLong(matcher.group(1)) * unit(matcher.group(2));
            if (bytes >= least && bytes <= most) {
                return bytes;
            }
        }
        throw new UsageException(option + " must be a size from " + least + " to " + most + " bytes, as in 64K or 1M: "
                + ShellQuote.quote(given));
    }

    private static long unit(String unit) {
        if (unit.isEmpty()) {
            return 1;
        }
        boolean upper = Character.isUpperCase(unit.charAt(0));
        int power = UNITS.indexOf(Character.toUpperCase(unit.charAt(0))) + 1;
        return Math.powExact(upper ? 1024L : 1000L, power);
    }
}
