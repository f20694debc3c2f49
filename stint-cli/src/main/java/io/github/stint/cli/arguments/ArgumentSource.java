package io.github.stint.cli.arguments;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where the arguments come from, one at a time. */
public interface ArgumentSource extends AutoCloseable {

    /** The next argument, raw; null when there is no other, or after {@link #stop}. May wait for one. */
    @Nullable
    String next() throws InterruptedException;

    /** No further argument is wanted: whoever waits in {@link #next} gets null. */
    void stop();

    /** How many arguments there are in all, as far as it is known yet. */
    OptionalLong total();

    /** What ended this source before its time, as a raw message; null if nothing did. */
    @Nullable
    String problem();

    @Override
    void close();
}
