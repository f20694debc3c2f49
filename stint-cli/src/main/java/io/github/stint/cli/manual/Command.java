package io.github.stint.cli.manual;

import java.util.List;

/**
 * A command of the tool, as a shell completes it.
 *
 * @param text what it does
 * @param words what its word can be
 * @param runsAnother whether its words are a command of the system
 */
public record Command(String name, String text, List<OptionHelp> options, List<String> words, boolean runsAnother) {

    public Command {
        options = List.copyOf(options);
        words = List.copyOf(words);
    }
}
