package io.github.stint.bench.result;

import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All samples, by contender, one for each round. */
public final class Results {

    private final Map<String, Heat> heats = new LinkedHashMap<>();
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
    private Transfers transfers = new Transfers(List.of(), 0, 0);

    /** Adds what was measured in one round of the heat. */
    public void add(Heat heat, List<Sample> round) {
        heats.putIfAbsent(heat.id(), heat);
        for (Sample sample : round) {
            samples.computeIfAbsent(heat.id(sample.contender()), _ -> new ArrayList<>())
                    .add(sample);
        }
    }

    /** Adds how near the processors were. */
    public void add(Transfers seen) {
        transfers = seen;
    }

    /** How near the processors were to each other, turn by turn. */
    public Transfers transfers() {
        return transfers;
    }

    /** The heats of which something was measured. */
    public List<Heat> heats() {
        return List.copyOf(heats.values());
    }

    /** Those of one suite. */
    public List<Heat> heats(String suite) {
        return heats.values().stream().filter(it -> it.suite().equals(suite)).toList();
    }

    /** How many rounds there were of the heat that had the most. */
    public int rounds() {
        return samples.values().stream().mapToInt(List::size).max().orElse(0);
    }

    Heat heat(String id) {
        return Objects.requireNonNull(heats.get(id), id);
    }

    /** Whether the contender was measured. */
    boolean has(Heat heat, Contender contender) {
        return samples.containsKey(heat.id(contender));
    }

    /** The median over the rounds. */
    double median(Heat heat, Contender contender) {
        return Statistics.median(
                of(heat.id(contender)).stream().mapToDouble(Sample::median).toArray());
    }

    /** The median over the rounds of the bytes that were allocated. */
    double allocated(Heat heat, Contender contender) {
        return Statistics.median(of(heat.id(contender)).stream()
                .mapToDouble(Sample::medianAllocated)
                .toArray());
    }

    /** One to the other. */
    Ratio ratio(Heat heat, Contender ours, Contender rival) {
        return Ratio.of(values(heat.id() + "/" + ours.name()), values(heat.id() + "/" + rival.name()));
    }

    /** The ratio a goal is about; null if what it needs was not measured. */
    @Nullable
    Ratio ratio(Goal goal) {
        String ours = goal.heat() + "/" + goal.ours();
        String rival = goal.heat() + "/" + goal.rival();
        if (!samples.containsKey(ours)) {
            return null;
        }
        Double number = goal.number();
        if (number != null) {
            return Ratio.of(
                    values(ours),
                    of(ours).stream().map(_ -> new double[] {number}).toList());
        }
        return samples.containsKey(rival) ? Ratio.of(values(ours), values(rival)) : null;
    }

    double median(String id) {
        return Statistics.median(of(id).stream().mapToDouble(Sample::median).toArray());
    }

    private List<double[]> values(String id) {
        return of(id).stream().map(Sample::values).toList();
    }

    private List<Sample> of(String id) {
        return Objects.requireNonNull(samples.get(id), id);
    }
}
