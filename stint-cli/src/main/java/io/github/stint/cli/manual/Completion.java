package io.github.stint.cli.manual;

import java.util.List;
import java.util.Locale;

/** What a shell needs to complete command lines. */
public enum Completion {
    BASH,
    ZSH,
    FISH;

    /** The name of the shell. */
    public String shell() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A script for the shell.
     *
     * @param options those before any command
     */
    public String script(List<OptionHelp> options, List<Command> commands) {
        return switch (this) {
            case BASH -> Bash.script(options, commands);
            case ZSH -> Zsh.script(options, commands);
            case FISH -> Fish.script(options, commands);
        };
    }
}
