package io.github.stint.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What the command lines of all commands have in common: options with one name or more, {@code --help}, and words. */
final class CommandLines {

    private CommandLines() {}

    /** A command with those options and any number of words. */
    static CommandSpec command(String name, List<OptionSpec> options) {
        CommandSpec command = CommandSpec.create().name(name);
        options.forEach(command::addOption);
        return command.addOption(OptionSpec.builder("-h", "--help")
                        .type(boolean.class)
                        .usageHelp(true)
                        .build())
                .addPositional(PositionalParamSpec.builder()
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("0..*")
                        .build());
    }

    /** An option that is there or not. */
    static OptionSpec flag(String... names) {
        return OptionSpec.builder(names).type(boolean.class).build();
    }

    /** An option with a value; the last one counts. */
    static OptionSpec text(String... names) {
        return OptionSpec.builder(names).type(String.class).build();
    }

    /** An option with a value that may be there several times. */
    static OptionSpec texts(String... names) {
        return OptionSpec.builder(names)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .build();
    }

    /** What is no option. */
    static List<String> words(ParseResult parsed) {
        return parsed.matchedPositionals().stream()
                .flatMap(positional -> positional.stringValues().stream())
                .toList();
    }
}
