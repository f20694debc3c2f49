package io.github.stint.cli.manual;

import java.util.List;
import java.util.stream.Collectors;

/** Completion for fish. */
final class Fish {

    private static final String SCRIPT = """
        # Completion of stint for fish, written by 'stint completion fish'.

        function __stint_is
            set -l words (commandline -opc)
            test "$words[2]" = $argv[1]
        end

        # The command that 'stint run' is to run and its words as far as they are typed; fails if there is none yet.
        function __stint_command
            set -l words (commandline -opc) (commandline -ct)
            set -e words[1 2]
            argparse -s @SPECS@ -- $words 2>/dev/null
            or return 1
            set -q argv[1]
            and not string match -q -- '-*' $argv[1]
            or return 1
            string join0 -- $argv
            return 0
        end

        function __stint_none_yet
            __stint_is $argv[1]
            and not __stint_command >/dev/null
        end

        complete -c stint -f
        @LINES@\
        """;

    private Fish() {}

    static String script(List<OptionHelp> options, List<Command> commands) {
        StringBuilder lines = new StringBuilder();
        for (OptionHelp option : options) {
            line(lines, "__fish_is_first_arg", option(option));
        }
        for (Command command : commands) {
            line(lines, "__fish_is_first_arg", "-a " + command.name() + " -d " + quoted(command.text()));
        }
        for (Command command : commands) {
            String is = "__stint_is " + command.name();
            for (OptionHelp option : command.options()) {
                line(lines, "__stint_none_yet " + command.name(), option(option));
            }
            line(
                    lines,
                    command.runsAnother() ? is + "; and __stint_command >/dev/null" : is,
                    "-a "
                            + quoted(
                                    command.runsAnother()
                                            ? "(__fish_complete_subcommand --commandline (__stint_command | string"
                                                    + " split0))"
                                            : String.join(" ", command.words())));
        }
        String specs = commands.stream()
                .flatMap(command -> command.options().stream())
                .map(Fish::spec)
                .collect(Collectors.joining(" "));
        return SCRIPT.replace("@SPECS@", specs).replace("@LINES@", lines);
    }

    private static void line(StringBuilder lines, String condition, String what) {
        lines.append("complete -c stint -n ")
                .append(quoted(condition))
                .append(' ')
                .append(what)
                .append('\n');
    }

    private static String option(OptionHelp option) {
        String names = option.names().stream()
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
        return names + value(option) + " -d " + quoted(option.text());
    }

    private static String value(OptionHelp option) {
        if (!option.hasValue()) {
            return "";
        }
        if (option.isFile()) {
            return " -r -F";
        }
        if (option.isFolder()) {
            return " -x -a '(__fish_complete_directories)'";
        }
        return option.choices().isEmpty() ? " -x" : " -x -a " + quoted(String.join(" ", option.choices()));
    }

    /** As {@code argparse} wants it: {@code j/jobs=}, and each further long name by itself. */
    private static String spec(OptionHelp option) {
        String value = option.hasValue() ? "=" : "";
        return option.names().stream()
                        .map(name -> name.replaceFirst("^--?", ""))
                        .reduce((before, name) -> before + (before.length() == 1 ? "/" : value + " ") + name)
                        .orElseThrow()
                + value;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
