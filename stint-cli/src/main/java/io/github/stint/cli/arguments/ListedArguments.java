package io.github.stint.cli.arguments;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The arguments that stand behind {@code :::} on the command line. */
public final class ListedArguments implements ArgumentSource {

    private final List<String> arguments;
    private int next;
    private volatile boolean stopped;

    public ListedArguments(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
    }

    @Override
    public @Nullable String next() {
        return stopped || next == arguments.size() ? null : arguments.get(next++);
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public OptionalLong total() {
        return OptionalLong.of(arguments.size());
    }

    @Override
    public @Nullable String problem() {
        return null;
    }

    @Override
    public void close() {
        stop();
    }
}
