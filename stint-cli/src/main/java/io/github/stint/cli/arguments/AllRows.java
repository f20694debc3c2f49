package io.github.stint.cli.arguments;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a source, all of them read and kept in memory before the first is given: so it is known how many there are, and
 * they can be shuffled. If they cannot all be read, none is given.
 */
public final class AllRows implements RowSource {

    private static final int OBJECT_BYTES = 48;

    private final RowSource source;
    private final @Nullable RandomGenerator shuffled;
    private final long mostBytes;
    private @Nullable List<List<String>> rows;
    private volatile OptionalLong total = OptionalLong.empty();
    private volatile @Nullable String problem;
    private volatile boolean stopped;
    private int given;

    /**
     * Those of that source.
     *
     * @param shuffled the chance by which they are put into another order; null if they keep theirs
     */
    public AllRows(RowSource source, @Nullable RandomGenerator shuffled) {
        this(source, shuffled, Runtime.getRuntime().maxMemory() / 2);
    }

    AllRows(RowSource source, @Nullable RandomGenerator shuffled, long mostBytes) {
        this.source = source;
        this.shuffled = shuffled;
        this.mostBytes = mostBytes;
    }

    @Override
    public @Nullable List<String> next() throws InterruptedException {
        List<List<String>> all = rows;
        if (all == null) {
            all = read();
            rows = all;
        }
        return stopped || given == all.size() ? null : all.get(given++);
    }

    private List<List<String>> read() throws InterruptedException {
        List<List<String>> all = new ArrayList<>();
        long bytes = 0;
        for (List<String> row = source.next(); row != null; row = source.next()) {
            all.add(row);
            bytes += OBJECT_BYTES;
            for (String value : row) {
                bytes += OBJECT_BYTES + value.length();
            }
            if (bytes > mostBytes) {
                source.stop();
                problem = "nothing was run: all arguments were to be kept in memory, and " + all.size()
                        + " of them have filled the " + (mostBytes >> 20) + " MiB there are for them";
                return List.of();
            }
        }
        if (source.problem() != null) {
            return List.of();
        }
        if (shuffled != null) {
            Collections.shuffle(all, shuffled);
        }
        total = OptionalLong.of(all.size());
        return all;
    }

    @Override
    public void stop() {
        stopped = true;
        source.stop();
    }

    @Override
    public OptionalLong total() {
        return total;
    }

    @Override
    public @Nullable String problem() {
        return problem != null ? problem : source.problem();
    }

    @Override
    public void close() {
        source.close();
    }
}
