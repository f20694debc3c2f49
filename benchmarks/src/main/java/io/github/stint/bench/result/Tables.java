package io.github.stint.bench.result;

import io.github.stint.bench.result.Ratio.Verdict;
import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of results. */
public final class Tables {

    private static final int SMALL = 100;

    private Tables() {}

    /** The goals that can be judged, each with what became of it; empty if there is none. */
    public static String goals(Results results, List<Goal> goals) {
        Table table = new Table(3, "what", "ours", "rival", "ours", "rival", "ratio", "rounds", "95 %", "goal", " ");
        Map<Verdict, Integer> count = new EnumMap<>(Verdict.class);
        for (Goal goal : goals) {
            Ratio ratio = results.ratio(goal);
            if (ratio == null) {
                continue;
            }
            Heat heat = results.heat(goal.heat());
            Verdict verdict = ratio.against(goal.bound());
            count.merge(verdict, 1, Integer::sum);
            Double number = goal.number();
            double rival = number != null ? number : results.median(goal.heat() + "/" + goal.rival());
            table.row(
                    goal.heat(),
                    goal.ours(),
                    goal.rival(),
                    amount(results.median(goal.heat() + "/" + goal.ours()), heat),
                    amount(rival, heat),
                    ratio(ratio.value()),
                    ratio(ratio.least()) + "–" + ratio(ratio.most()),
                    ratio(ratio.low()) + "–" + ratio(ratio.high()),
                    "≤ " + ratio(goal.bound()),
                    verdict.sign());
        }
        if (table.isEmpty()) {
            return "";
        }
        return table + "\n" + count.getOrDefault(Verdict.MET, 0) + " met, " + count.getOrDefault(Verdict.MISSED, 0)
                + " missed, " + count.getOrDefault(Verdict.UNDECIDED, 0) + " undecided.\n";
    }

    /** One heat: all contenders, the quickest first, and how the first of the heat, which is ours, compares to each. */
    public static String heat(Results results, Heat heat) {
        String unit = heat.unit().sign() + " a" + (startsWithVowel(heat.of()) ? "n " : " ") + heat.of();
        Contender ours = heat.contenders().getFirst();
        List<Contender> measured = heat.contenders().stream()
                .filter(it -> results.has(heat, it))
                .sorted(Comparator.comparingDouble(it -> results.median(heat, it)))
                .toList();
        boolean compared = results.has(heat, ours) && measured.size() > 1;
        Table table = compared
                ? new Table(
                        1,
                        heat.name() + ", " + heat.caller() + " caller",
                        unit,
                        "B allocated",
                        ours.name() + " to it",
                        "rounds",
                        "95 %")
                : new Table(1, heat.name() + ", " + heat.caller() + " caller", unit, "B allocated");
        for (Contender contender : measured) {
            String value = amount(results.median(heat, contender));
            String allocated = amount(results.allocated(heat, contender));
            if (!compared) {
                table.row(contender.name(), value, allocated);
            } else if (contender == ours || contender.equals(ours)) {
                table.row(contender.name(), value, allocated, "", "", "");
            } else {
                Ratio ratio = results.ratio(heat, ours, contender);
                table.row(
                        contender.name(),
                        value,
                        allocated,
                        ratio(ratio.value()),
                        ratio(ratio.least()) + "–" + ratio(ratio.most()),
                        ratio(ratio.low()) + "–" + ratio(ratio.high()));
            }
        }
        return table.toString();
    }

    private static boolean startsWithVowel(String word) {
        return "aeiou".indexOf(word.charAt(0)) >= 0;
    }

    private static String amount(double value, Heat heat) {
        return amount(value) + " " + heat.unit().sign();
    }

    static String amount(double value) {
        String form = value < SMALL ? "%,.1f" : "%,.0f";
        return String.format(Locale.ROOT, form, value).replace(',', ' ');
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
