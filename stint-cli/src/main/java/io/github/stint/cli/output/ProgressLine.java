package io.github.stint.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** How far a batch is, in one line. */
final class ProgressLine {

    private static final int LEAST_BAR = 10;
    private static final int MOST_BAR = 42;
    private static final String GAP = " ";
    private static final String BETWEEN = ", ";

    private ProgressLine() {}

    /** A piece of the line of a terminal, and how soon it is left out where there is no room; 0 for never. */
    private record Part(String text, Style style, int leftOut) {}

    /** For a file, or a terminal that only types: {@code stint: 120 of 1000 done, 4 running, 1 failed, 30/s, 29 s left}. */
    static String plain(Meter.Reading reading) {
        StringBuilder text = new StringBuilder("stint: ").append(reading.done());
        reading.total().ifPresent(all -> text.append(" of ").append(all));
        text.append(" done, ").append(reading.running()).append(" running, ");
        text.append(reading.failed()).append(" failed, ");
        if (reading.cancelled() > 0) {
            text.append(reading.cancelled()).append(" cancelled, ");
        }
        text.append(pace(reading));
        reading.secondsLeft()
                .ifPresent(left -> text.append(BETWEEN).append(time(left)).append(" left"));
        return text.toString();
    }

    /** For a terminal of so many columns, the last of which stays free; with a bar in front where the total is known. */
    static StatusArea.Line drawn(Meter.Reading reading, Look look, int columns) {
        int room = columns - 1;
        int bar = barColumns(reading.total(), columns);
        List<Part> parts = parts(reading);
        for (int next = 1; next <= 3 && bar + columnsOf(parts) > room; next++) {
            int leftOut = next;
            parts.removeIf(part -> part.leftOut() == leftOut);
        }
        if (bar + columnsOf(parts) > room) {
            bar = 0;
        }
        return line(parts, reading, bar, room, look);
    }

    private static int barColumns(OptionalLong total, int columns) {
        return total.orElse(0) > 0 ? Math.clamp(columns / 4, LEAST_BAR, MOST_BAR) + GAP.length() : 0;
    }

    private static List<Part> parts(Meter.Reading reading) {
        OptionalLong total = reading.total();
        OptionalLong left = reading.secondsLeft();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(
                total.isPresent() ? reading.done() + "/" + total.getAsLong() : reading.done() + " done",
                Style.PLAIN,
                0));
        parts.add(new Part(reading.running() + " running", Style.PLAIN, 2));
        parts.add(new Part(reading.failed() + " failed", reading.failed() > 0 ? Style.BAD : Style.PLAIN, 0));
        if (reading.cancelled() > 0) {
            parts.add(new Part(reading.cancelled() + " cancelled", Style.PLAIN, 2));
        }
        parts.add(new Part(pace(reading), Style.PLAIN, reading.paused() ? 0 : 3));
        if (left.isPresent()) {
            parts.add(new Part("~" + time(left.getAsLong()) + " left", Style.PLAIN, 0));
        } else if (total.isEmpty()) {
            parts.add(new Part("total not known yet", Style.PLAIN, 1));
        }
        return parts;
    }

    private static int columnsOf(List<Part> parts) {
        return parts.stream().mapToInt(part -> part.text().length()).sum() + BETWEEN.length() * (parts.size() - 1);
    }

    private static StatusArea.Line line(List<Part> parts, Meter.Reading reading, int bar, int room, Look look) {
        StringBuilder text = new StringBuilder();
        int used = bar;
        if (bar > 0) {
            double fraction = (double) reading.done() / reading.total().getAsLong();
            text.append(Bar.of(fraction, bar - GAP.length(), look)).append(GAP);
        }
        String between = "";
        for (Part part : parts) {
            String fits = Columns.endCut(between + part.text(), room - used, look);
            used += Columns.of(fits);
            int plain = Math.min(between.length(), fits.length());
            text.append(fits, 0, plain).append(part.style().of(fits.substring(plain), look));
            between = BETWEEN;
        }
        return new StatusArea.Line(text.toString(), used);
    }

    private static String pace(Meter.Reading reading) {
        return reading.paused() ? "paused" : perTime(reading.perSecond());
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
