package io.github.stint.bench.result;

import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How a cost grows: the contenders of a heat whose names end with how much there was, as lines of a plot. */
public final class Growth {

    private final Heat heat;
    private final Map<String, NavigableMap<Long, Double>> lines = new LinkedHashMap<>();

    /** The lines of that heat. */
    public Growth(Results results, Heat heat) {
        this.heat = heat;
        for (Contender contender : heat.contenders()) {
            if (results.has(heat, contender)) {
                int dash = contender.name().lastIndexOf('-');
                lines.computeIfAbsent(contender.name().substring(0, dash), _ -> new TreeMap<>())
                        .put(Long.parseLong(contender.name().substring(dash + 1)), results.median(heat, contender));
            }
        }
    }

    /** The lines as a table, with how much more the dearest point is than the cheapest. */
    public String table() {
        List<Long> places = lines.values().stream()
                .flatMap(it -> it.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        String[] head = new String[places.size() + 2];
        head[0] = "ns a task, by " + heat.name();
        for (int i = 0; i < places.size(); i++) {
            head[i + 1] = Tables.amount(places.get(i)).replace(".0", "");
        }
        head[head.length - 1] = "most to least";
        Table table = new Table(1, head);
        lines.forEach((name, points) -> {
            String[] row = new String[head.length];
            row[0] = name;
            for (int i = 0; i < places.size(); i++) {
                Double value = points.get(places.get(i));
                row[i + 1] = value == null ? "" : Tables.amount(value);
            }
            double least = points.values().stream().mapToDouble(it -> it).min().orElse(Double.NaN);
            double most = points.values().stream().mapToDouble(it -> it).max().orElse(Double.NaN);
            row[row.length - 1] = String.format(Locale.ROOT, "%.2f", most / least);
            table.row(row);
        });
        return table.toString();
    }

    /** The lines as a drawing. */
    public String svg() {
        return new Plot("ns a task, by " + heat.name(), lines).svg();
    }
}
