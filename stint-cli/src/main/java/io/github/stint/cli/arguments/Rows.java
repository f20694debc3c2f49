package io.github.stint.cli.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The arguments of one source as rows. */
public final class Rows implements RowSource {

    /** Makes the next row out of a first argument and maybe further ones. */
    @FunctionalInterface
    private interface Maker {
        List<String> make(String first, ArgumentSource more) throws InterruptedException;
    }

    private final ArgumentSource source;
    private final int each;
    private final Maker maker;

    private Rows(ArgumentSource source, int each, Maker maker) {
        this.source = source;
        this.each = each;
        this.maker = maker;
    }

    /** So many arguments a row; the last one may have fewer. */
    public static RowSource of(ArgumentSource source, int each) {
        return new Rows(source, each, (first, more) -> {
            List<String> row = new ArrayList<>();
            String next = first;
            while (next != null) {
                row.add(next);
                next = row.size() < each ? more.next() : null;
            }
            return row;
        });
    }

    /** The columns of each argument. */
    public static RowSource columns(ArgumentSource source, ColumnSeparator separator) {
        return new Rows(source, 1, (line, _) -> separator.split(line));
    }

    @Override
    public @Nullable List<String> next() throws InterruptedException {
        String first = source.next();
        return first == null ? null : maker.make(first, source);
    }

    @Override
    public void stop() {
        source.stop();
    }

    @Override
    public OptionalLong total() {
        OptionalLong arguments = source.total();
        return arguments.isPresent() ? OptionalLong.of(Math.ceilDiv(arguments.getAsLong(), each)) : arguments;
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
