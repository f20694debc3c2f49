package io.github.stint.bench.result;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;

/** A drawing of lines: across how much there is, in powers of ten; up what it costs, from nothing. */
final class Plot {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 60;
    private static final int STEPS = 5;
    private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7");
    private static final String GREY = "#888888";

    private final String title;
    private final Map<String, NavigableMap<Long, Double>> lines;
    private final double firstPower;
    private final double lastPower;
    private final double highest;

    Plot(String title, Map<String, NavigableMap<Long, Double>> lines) {
        this.title = title;
        this.lines = lines;
        firstPower = Math.log10(lines.values().stream()
                .mapToDouble(NavigableMap::firstKey)
                .min()
                .orElse(1));
        lastPower = Math.max(
                firstPower + 1,
                Math.log10(lines.values().stream()
                        .mapToDouble(NavigableMap::lastKey)
                        .max()
                        .orElse(1)));
        highest = roundedUp(lines.values().stream()
                .flatMap(it -> it.values().stream())
                .mapToDouble(it -> it)
                .max()
                .orElse(1));
    }

    /** The least of 1, 2 or 5 times a power of ten that is not below the value. */
    private static double roundedUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double factor : List.of(1.0, 2.0, 5.0)) {
            if (factor * power >= value) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\" fill=\"%s\">%n",
                WIDTH,
                HEIGHT,
                GREY));
        text(svg, LEFT, TOP - 20, "start", title);
        for (int i = 0; i <= STEPS; i++) {
            double value = highest * i / STEPS;
            line(svg, LEFT, up(value), WIDTH - RIGHT, up(value));
            text(svg, LEFT - 6, up(value) + 4, "end", Tables.amount(value).replace(".0", ""));
        }
        for (double power = Math.ceil(firstPower); power <= lastPower; power++) {
            double x = across(power);
            line(svg, x, up(0), x, up(0) + 4);
            text(
                    svg,
                    x,
                    up(0) + 18,
                    "middle",
                    Tables.amount(Math.pow(10, power)).replace(".0", ""));
        }
        int number = 0;
        for (Map.Entry<String, NavigableMap<Long, Double>> line : lines.entrySet()) {
            draw(svg, line.getKey(), line.getValue(), number++);
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, String name, NavigableMap<Long, Double> points, int number) {
        String colour = COLOURS.get(number % COLOURS.size());
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        points.forEach((place, value) -> {
            double x = across(Math.log10(place));
            path.append(String.format(Locale.ROOT, "%s%.1f,%.1f", path.isEmpty() ? "" : " ", x, up(value)));
            dots.append(String.format(
                    Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, up(value), colour));
        });
        svg.append(String.format(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n", path, colour));
        svg.append(dots);
        int x = LEFT + number * 170;
        svg.append(String.format(
                "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>%n", x, HEIGHT - 24, colour));
        text(svg, x + 18, HEIGHT - 14, "start", name);
    }

    private double across(double power) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (power - firstPower) / (lastPower - firstPower);
    }

    private double up(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / highest;
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-opacity=\"0.4\"/>%n",
                x1,
                y1,
                x2,
                y2,
                GREY));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }
}
