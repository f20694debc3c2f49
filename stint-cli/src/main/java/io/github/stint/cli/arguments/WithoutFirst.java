package io.github.stint.cli.arguments;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The arguments of a source behind its first one, which names what they are. */
public final class WithoutFirst implements ArgumentSource {

    private final ArgumentSource source;
    private final String first;

    private WithoutFirst(ArgumentSource source, String first) {
        this.source = source;
        this.first = first;
    }

    /** Takes the first one away, and waits for it; null if there is none. */
    public static @Nullable WithoutFirst of(ArgumentSource source) throws InterruptedException {
        String first = source.next();
        return first == null ? null : new WithoutFirst(source, first);
    }

    /** The first one, raw. */
    public String first() {
        return first;
    }

    @Override
    public @Nullable String next() throws InterruptedException {
        return source.next();
    }

    @Override
    public void stop() {
        source.stop();
    }

    @Override
    public OptionalLong total() {
        OptionalLong all = source.total();
        return all.isPresent() ? OptionalLong.of(all.getAsLong() - 1) : all;
    }

    @Override
    public @Nullable String problem() {
        return source.problem();
    }

    @Override
    public void close() {
        source.close();
    }
}
