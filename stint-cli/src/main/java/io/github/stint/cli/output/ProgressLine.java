package io.github.stint.cli.output;

import io.github.stint.cli.job.Tally;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** The text of the progress line. */
final class ProgressLine {

    private ProgressLine() {}

    /** How far the jobs are, cut to the columns of the terminal. */
    static String text(Tally tally, OptionalLong total, Duration elapsed, int columns) {
        long ended = tally.ended();
        double seconds = elapsed.toNanos() / 1e9;
        double rate = seconds > 0 ? ended / seconds : 0;
        StringBuilder text = new StringBuilder("stint: ").append(ended);
        total.ifPresent(all -> text.append(" of ").append(all));
        text.append(" done, ").append(tally.running()).append(" running, ");
        text.append(tally.failed()).append(" failed, ").append(perTime(rate));
        if (total.isPresent() && rate > 0) {
            long left = Math.max(0, total.getAsLong() - ended);
            text.append(", ").append(time(Math.round(left / rate))).append(" left");
        }
        return text.length() < columns ? text.toString() : text.substring(0, Math.max(0, columns - 1));
    }

    private static String perTime(double perSecond) {
        if (perSecond >= 10 || perSecond == 0) {
            return Math.round(perSecond) + "/s";
        }
        return perSecond >= 1
                ? String.format(Locale.ROOT, "%.1f/s", perSecond)
                : String.format(Locale.ROOT, "%.1f/min", perSecond * 60);
    }

    /** {@code 9 s}, {@code 1 min 05 s}, {@code 2 h 03 min}. */
    static String time(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d min %02d s", minutes, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }
}
