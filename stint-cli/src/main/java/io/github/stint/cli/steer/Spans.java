package io.github.stint.cli.steer;

import java.time.Duration;
import java.util.Locale;

/** Spans of time as people read them: {@code 35ms}, {@code 4.2s}, {@code 3m05s}, {@code 2h10m}, {@code 3d04h}. */
public final class Spans {

    private Spans() {}

    /** A span that is not negative. */
    public static String of(Duration span) {
        long millis = span.toMillis();
        if (millis < 1_000) {
            return millis + "ms";
        }
        if (millis < 60_000) {
            // cut, not rounded: 59.96 s are not 60.0s
            return String.format(Locale.ROOT, "%d.%ds", millis / 1_000, millis % 1_000 / 100);
        }
        long seconds = millis / 1_000;
        if (seconds < 3_600) {
            return twoParts(seconds, 60, "m", 1, "s");
        }
        return seconds < 86_400 ? twoParts(seconds, 3_600, "h", 60, "m") : twoParts(seconds, 86_400, "d", 3_600, "h");
    }

    private static String twoParts(long seconds, long large, String largeName, long small, String smallName) {
        return String.format(Locale.ROOT, "%d%s%02d%s", seconds / large, largeName, seconds % large / small, smallName);
    }
}
