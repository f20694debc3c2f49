package io.github.stint.cli.arguments;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The values of one job after the other: one of each source, the columns of a line, or some arguments together. */
public interface RowSource extends AutoCloseable {

    /** The next values, raw; null when there are no others, or after {@link #stop}. May wait for them. */
    @Nullable
    List<String> next() throws InterruptedException;

    /** What the job of the values given last reads; null if it reads nothing. Given once. */
    default @Nullable ByteBuffer input() {
        return null;
    }

    /** Nothing further is wanted: whoever waits in {@link #next} gets null. */
    void stop();

    /** How many rows there are in all, as far as it is known yet. */
    OptionalLong total();

    /** What ended this source before its time, as a raw message; null if nothing did. */
    @Nullable
    String problem();

    @Override
    void close();
}
