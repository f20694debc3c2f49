package io.github.stint.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Completion for zsh, to be read in or to be put into a folder of {@code fpath} as {@code _stint}. */
final class Zsh {

    private static final String SCRIPT = """
        #compdef stint
        # Completion of stint for zsh, written by 'stint completion zsh'.

        _stint() {
          local curcontext=$curcontext state line
          typeset -A opt_args
          local -a known=(
        @COMMANDS@  )
          _arguments -C \\
        @OPTIONS@    '1: :->command' \\
            '*:: :->words' && return
          case $state in
            command) _describe -t commands command known ;;
            words)
              case $words[1] in
        @WORDS@      esac
              ;;
          esac
        }

        if [[ $funcstack[1] == _stint ]]; then
          _stint "$@"
        else
          compdef _stint stint
        fi
        """;

    private Zsh() {}

    static String script(List<OptionHelp> options, List<Command> commands) {
        return SCRIPT.replace(
                        "@COMMANDS@",
                        lines(commands.stream().map(Zsh::described).toList(), "    ", "\n"))
                .replace("@OPTIONS@", lines(options.stream().map(Zsh::option).toList(), "    ", " \\\n"))
                .replace("@WORDS@", lines(commands.stream().map(Zsh::words).toList(), "        ", "\n"));
    }

    private static String described(Command command) {
        return quoted(command.name() + ":" + command.text());
    }

    private static String words(Command command) {
        List<String> given =
                new ArrayList<>(command.options().stream().map(Zsh::option).toList());
        if (command.runsAnother()) {
            given.add("'(-)1:command:_command_names -e'");
            given.add("'*:: :_normal'");
        } else {
            given.add("'1: :(" + String.join(" ", command.words()) + ")'");
        }
        return command.name() + ")\n          _arguments -s -S -A '-*' \\\n            "
                + String.join(" \\\n            ", given) + "\n          ;;";
    }

    /** Each can be given again, since the last one counts. */
    private static String option(OptionHelp option) {
        String names = option.names().stream()
                .map(name -> name + (!option.hasValue() ? "" : name.startsWith("--") ? "=" : "+"))
                .collect(Collectors.joining(","));
        String braced = option.names().size() > 1 ? "{" + names + "}" : names;
        return "'*'" + braced
                + quoted("[" + option.text().replace("\\", "\\\\").replace("]", "\\]") + "]" + value(option));
    }

    private static String value(OptionHelp option) {
        if (!option.hasValue()) {
            return "";
        }
        if (!option.choices().isEmpty()) {
            return ": :(" + String.join(" ", option.choices()) + ")";
        }
        return ":" + option.value() + ":" + (option.isFile() ? "_files" : option.isFolder() ? "_files -/" : " ");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String lines(List<String> lines, String before, String behind) {
        return lines.stream().map(line -> before + line + behind).collect(Collectors.joining());
    }
}
