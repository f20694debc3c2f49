package io.github.stint.cli.control;

import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When the rest of a run is given up.
 *
 * @param now whether what runs then is ended too
 * @param what which jobs count
 * @param many how many of them, or how many in a hundred of all jobs
 * @param inPercent which of the two
 */
public record HaltPolicy(boolean now, What what, long many, boolean inPercent) {

    /** Which jobs count. */
    public enum What {
        FAIL,
        SUCCESS,
        DONE
    }

    /** Everything is run. */
    public static final HaltPolicy NEVER = new HaltPolicy(false, What.DONE, Long.MAX_VALUE, false);

    private static final Pattern GIVEN = Pattern.compile("(now|soon),(fail|success|done)=([1-9][0-9]{0,17})(%?)");

    /** Reads one: {@code never}, {@code now,fail=1}, {@code soon,done=30%}. */
    public static HaltPolicy of(String given) throws UsageException {
        if (given.equals("never")) {
            return NEVER;
        }
        Matcher matcher = GIVEN.matcher(given);
        if (matcher.matches()) {
            long many = Long.parseLong(matcher.group(3));
            boolean inPercent = !matcher.group(4).isEmpty();
            if (!inPercent || many <= 100) {
                return new HaltPolicy(
                        matcher.group(1).equals("now"),
                        What.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)),
                        many,
                        inPercent);
            }
        }
        throw new UsageException("--halt must be 'never', or 'now' or 'soon' with ',fail=N', ',success=N' or ',done=N',"
                + " where N is a number from 1 or 1% to 100%: " + ShellQuote.quote(given));
    }

    @Override
    public String toString() {
        return (now ? "now," : "soon,") + what.name().toLowerCase(Locale.ROOT) + "=" + many + (inPercent ? "%" : "");
    }
}
