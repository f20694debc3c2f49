package io.github.stint.cli;

import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the numbers of options. */
final class Numbers {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,12})?)([KMGTkmgt]?)");

    private Numbers() {}

    /** What a whole number with a percent sign says, within those bounds. */
    static int percent(String option, int least, int most, String given) throws UsageException {
        String number = given.endsWith("%") ? given.substring(0, given.length() - 1) : "";
        if (number.matches("[0-9]{1,9}") && Integer.parseInt(number) >= least && Integer.parseInt(number) <= most) {
            return Integer.parseInt(number);
        }
        throw new UsageException(option + " must be from " + least + "% to " + most + "%: " + ShellQuote.quote(given));
    }

    /** A number of bytes, from 1: {@code 500M}, {@code 1.5G}; K, M, G and T are powers of 1024. */
    static long size(String option, String given) throws UsageException {
        Matcher matcher = SIZE.matcher(given);
        if (matcher.matches()) {
            int power = matcher.group(2).isEmpty()
                    ? 0
                    : "KMGT".indexOf(matcher.group(2).toUpperCase(Locale.ROOT)) + 1;
            double bytes = Double.parseDouble(matcher.group(1)) * Math.pow(1024, power);
            if (bytes >= 1 && bytes < Long.MAX_VALUE / 2.0) {
                return (long) bytes;
            }
        }
        throw new UsageException(
                option + " must be a size like 500M or 1.5G, with K, M, G or T: " + ShellQuote.quote(given));
    }

    /** Any whole number that a long can hold. */
    static long seed(String option, String given) throws UsageException {
        try {
            return Long.parseLong(given);
        } catch (NumberFormatException e) {
            throw new UsageException(
                    option + " must be a whole number of at most 19 digits: " + ShellQuote.quote(given));
        }
    }

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
