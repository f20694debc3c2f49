package io.github.stint.cli;

import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;

/** Reads the numbers of options. */
final class Numbers {

    private Numbers() {}

    /** A whole number within those bounds. */
    static int within(String option, int least, int most, String given) throws UsageException {
        try {
            int number = Integer.parseInt(given);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below like a number out of bounds
        }
        throw new UsageException(
                option + " must be a number from " + least + " to " + most + ": " + ShellQuote.quote(given));
    }
}
