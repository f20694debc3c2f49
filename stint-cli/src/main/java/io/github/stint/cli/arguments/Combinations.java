package io.github.stint.cli.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Every combination of the arguments of several sources, those of the first changing slowest. Sources may be linked to the one
 * before: they step on with it, as long as all have more.
 *
 * <p>The first source is read as it is needed, however long it is; the others are kept in memory, since each is gone through
 * again and again.
 */
public final class Combinations implements RowSource {

    /** Sources that step on together. */
    private record Linked(List<ArgumentSource> sources) {

        @Nullable
        List<String> next() throws InterruptedException {
            List<String> row = new ArrayList<>(sources.size());
            for (ArgumentSource source : sources) {
                String argument = source.next();
                if (argument == null) {
                    return null;
                }
                row.add(argument);
            }
            return row;
        }

        OptionalLong total() {
            long least = Long.MAX_VALUE;
            for (ArgumentSource source : sources) {
                OptionalLong its = source.total();
                if (its.isEmpty()) {
                    return its;
                }
                least = Math.min(least, its.getAsLong());
            }
            return OptionalLong.of(least);
        }
    }

    private final List<Linked> groups;
    private final List<List<List<String>>> kept = new ArrayList<>();
    private final int[] places;
    private @Nullable List<String> slowest;
    private volatile boolean stopped;

    /**
     * The combinations of those sources.
     *
     * @param groups each a source and those linked to it; at least one
     */
    public Combinations(List<List<ArgumentSource>> groups) {
        this.groups = groups.stream().map(Linked::new).toList();
        this.places = new int[groups.size()];
    }

    @Override
    public @Nullable List<String> next() throws InterruptedException {
        keepOthers();
        if (stopped || (slowest == null && !step())) {
            return null;
        }
        List<String> row = new ArrayList<>(slowest == null ? List.of() : slowest);
        for (int i = 1; i < places.length; i++) {
            row.addAll(kept.get(i - 1).get(places[i]));
        }
        stepOn();
        return row;
    }

    /** Reads all but the first group, once. */
    private void keepOthers() throws InterruptedException {
        while (kept.size() < groups.size() - 1) {
            List<List<String>> rows = new ArrayList<>();
            Linked group = groups.get(kept.size() + 1);
            for (List<String> row = group.next(); row != null; row = group.next()) {
                rows.add(row);
            }
            kept.add(rows);
        }
    }

    private boolean step() throws InterruptedException {
        boolean possible = kept.stream().noneMatch(List::isEmpty);
        slowest = possible ? groups.getFirst().next() : null;
        return slowest != null;
    }

    private void stepOn() {
        for (int i = places.length - 1; i >= 1; i--) {
            places[i]++;
            if (places[i] < kept.get(i - 1).size()) {
                return;
            }
            places[i] = 0;
        }
        slowest = null;
    }

    @Override
    public void stop() {
        stopped = true;
        sources().forEach(ArgumentSource::stop);
    }

    @Override
    public OptionalLong total() {
        long product = 1;
        for (Linked group : groups) {
            OptionalLong its = group.total();
            if (its.isEmpty()) {
                return its;
            }
            if (Math.multiplyHigh(product, its.getAsLong()) != 0 || product * its.getAsLong() < 0) {
                return OptionalLong.empty();
            }
            product *= its.getAsLong();
        }
        return OptionalLong.of(product);
    }

    @Override
    public @Nullable String problem() {
        for (ArgumentSource source : sources()) {
            if (source.problem() != null) {
                return source.problem();
            }
        }
        return null;
    }

    @Override
    public void close() {
        sources().forEach(ArgumentSource::close);
    }

    private List<ArgumentSource> sources() {
        return groups.stream().flatMap(group -> group.sources().stream()).toList();
    }
}
