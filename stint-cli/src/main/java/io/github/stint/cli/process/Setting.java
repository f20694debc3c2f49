package io.github.stint.cli.process;

import io.github.stint.cli.words.ShellQuote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program is started in.
 *
 * @param folder its working folder, raw; null if that is ours
 * @param environment where its variables come from
 * @param variables those that are its own, {@code NAME=VALUE}, raw
 */
public record Setting(@Nullable String folder, InheritedEnvironment environment, List<String> variables) {

    /** That of this process. */
    public static final Setting OURS = new Setting(null, InheritedEnvironment.without(List.of()), List.of());

    public Setting {
        variables = List.copyOf(variables);
    }

    /** Refuses a folder that is not there; it may be made while commands run. */
    public void checkFolder() throws CommandException {
        if (folder != null && !Executable.isFolder(folder)) {
            throw CommandException.notExecutable("no such folder: " + ShellQuote.quote(folder));
        }
    }
}
