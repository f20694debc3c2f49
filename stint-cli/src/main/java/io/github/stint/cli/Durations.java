package io.github.stint.cli;

import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the durations of options: {@code 1.5h}, {@code 1m30s}, {@code 200ms}, or just seconds. */
final class Durations {

    private static final Pattern WHOLE = Pattern.compile("([0-9.]+(ms|[smhd]))+|[0-9.]+");
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|[smhd]|$)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "",
            Duration.ofSeconds(1),
            "m",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1),
            "d",
            Duration.ofDays(1));

    /** Longer than anything is waited for, and far from the end of a long of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(10_000);

    private Durations() {}

    /** A duration of that option, from nothing to ten thousand days. */
    static Duration of(String option, String given) throws UsageException {
        if (WHOLE.matcher(given).matches()) {
            BigDecimal nanos = BigDecimal.ZERO;
            Matcher part = PART.matcher(given);
            int at = 0;
            while (at < given.length() && part.find(at) && part.start() == at) {
                Duration unit = UNITS.getOrDefault(part.group(2), Duration.ZERO);
                nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit.toNanos())));
                at = part.end();
            }
            if (at == given.length() && nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) <= 0) {
                return Duration.ofNanos(nanos.longValue());
            }
        }
        throw new UsageException(option + " must be a duration like 10s, 1.5h, 1m30s or 200ms, at most 10000d: "
                + ShellQuote.quote(given));
    }

    /** The same, but not nothing. */
    static Duration positive(String option, String given) throws UsageException {
        Duration duration = of(option, given);
        if (duration.isZero()) {
            throw new UsageException(option + " must be longer than nothing: " + ShellQuote.quote(given));
        }
        return duration;
    }
}
