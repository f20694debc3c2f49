package io.github.stint.cli.log;

import io.github.stint.cli.words.ExitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One job that has ended, as a line of a job log: columns with tabs between them. The first nine are those of GNU parallel's
 * log; behind them stand the values of the job, by which it is known again.
 *
 * @param place the number of the job, from 1
 * @param beginMillis when it began, in milliseconds since 1970
 * @param nanos how long it ran
 * @param sent how many bytes it wrote to standard output
 * @param status as a shell gives it: its exit status, or 128 and the signal that ended it
 * @param how what ended it
 * @param command the command, raw, as a person would type it
 * @param values its values, raw
 */
public record JobRecord(
        long place, long beginMillis, long nanos, long sent, int status, How how, String command, List<String> values) {

    /** One with those values. */
    public JobRecord {
        values = List.copyOf(values);
    }

    /** What ended a job. */
    public enum How {
        BY_ITSELF(0),

        /** Its time was over; told as GNU parallel tells it. */
        TIMED_OUT(-1),

        /** Somebody outside of the run; such a job is not done. */
        CANCELLED(-2);

        private final int exitval;

        How(int exitval) {
            this.exitval = exitval;
        }
    }

    /** The first line of a job log. */
    static final String HEADER = "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\tValues";

    private static final int COLUMNS_BEFORE_VALUES = 9;
    private static final int STATUS = 6;
    private static final int SIGNAL = 7;

    /** The line, raw and without its end. */
    String line() {
        int signal = status > ExitStatus.SIGNALLED ? status - ExitStatus.SIGNALLED : 0;
        StringBuilder line = new StringBuilder();
        line.append(place).append("\t:\t");
        line.append(String.format(Locale.ROOT, "%d.%03d\t%10.3f", beginMillis / 1000, beginMillis % 1000, nanos / 1e9));
        line.append("\t0\t")
                .append(sent)
                .append('\t')
                .append(exitStatus(signal))
                .append('\t')
                .append(signal)
                .append('\t');
        line.append(escaped(command));
        values.forEach(value -> line.append('\t').append(escaped(value)));
        return line.toString();
    }

    private int exitStatus(int signal) {
        if (how != How.BY_ITSELF) {
            return how.exitval;
        }
        return signal == 0 ? status : 0;
    }

    /**
     * What of a line tells which job it was and how it went.
     *
     * @param key see {@link #key}
     * @param done whether it ended otherwise than by being cancelled
     */
    record Seen(String key, boolean done, boolean succeeded) {}

    /** Reads a line; null if it is none of a job. */
    static @Nullable Seen read(String line) {
        List<String> columns = List.of(line.split("\t", -1));
        if (columns.size() < COLUMNS_BEFORE_VALUES) {
            return null;
        }
        boolean succeeded =
                columns.get(STATUS).equals("0") && columns.get(SIGNAL).equals("0");
        boolean done = !columns.get(STATUS).equals(Integer.toString(How.CANCELLED.exitval));
        return new Seen(String.join("\t", columns.subList(COLUMNS_BEFORE_VALUES, columns.size())), done, succeeded);
    }

    /** By what a job is known again: its values, whatever its number. */
    static String key(List<String> values) {
        List<String> escaped = new ArrayList<>(values.size());
        values.forEach(value -> escaped.add(escaped(value)));
        return String.join("\t", escaped);
    }

    private static String escaped(String raw) {
        return raw.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
