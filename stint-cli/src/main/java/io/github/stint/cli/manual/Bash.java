package io.github.stint.cli.manual;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completion for bash, from 3.2 on; with bash-completion the words of the command that is run are completed too. */
final class Bash {

    private static final String SCRIPT = """
        # Completion of stint for bash, written by 'stint completion bash'.

        _stint_reply() {
          local line
          while IFS= read -r line; do
            COMPREPLY+=("$line")
          done
        }

        _stint_words() {
          _stint_reply < <(compgen -W "$1" -- "$word")
        }

        _stint_files() { # -f for files, -d for folders
          compopt -o filenames 2> /dev/null
          _stint_reply < <(compgen "$1" -- "$word")
        }

        _stint_value() { # of which option
          case $1 in
        @VALUES@  esac
        }

        # What follows the options is a command and its words, and behind ':::' arguments.
        _stint_run() {
          local at=2 option offset i
          while ((at < COMP_CWORD)); do
            option=${COMP_WORDS[at]}
            case $option in
              --)
                ((at += 1))
                break
                ;;
              @WITH_VALUE@)
                ((at += 1))
                [[ ${COMP_WORDS[at]} == = ]] && ((at += 1))
                ((at += 1))
                ;;
              -*) ((at += 1)) ;;
              *) break ;;
            esac
          done
          if ((at > COMP_CWORD)); then
            _stint_value "$option"
          elif ((at == COMP_CWORD)) && [[ $word == -* ]]; then
            _stint_words '@OPTIONS@'
          elif ((at == COMP_CWORD)); then
            _stint_reply < <(compgen -c -- "$word")
          else
            for ((i = at; i < COMP_CWORD; i++)); do
              if [[ ${COMP_WORDS[i]} == :* ]]; then
                _stint_files -f
                return
              fi
            done
            for offset in _comp_command_offset _command_offset; do
              if declare -F "$offset" > /dev/null; then
                "$offset" "$at"
                return
              fi
            done
            _stint_files -f
          fi
        }

        _stint() {
          local word=${COMP_WORDS[COMP_CWORD]}
          COMPREPLY=()
          [[ $word == = ]] && word=
          if ((COMP_CWORD == 1)); then
            _stint_words '@FIRST@'
            return
          fi
          case ${COMP_WORDS[1]} in
        @COMMANDS@  esac
        }

        complete -F _stint stint
        """;

    private Bash() {}

    static String script(List<OptionHelp> options, List<Command> commands) {
        List<OptionHelp> all =
                commands.stream().flatMap(command -> command.options().stream()).toList();
        return SCRIPT.replace("@FIRST@", first(options, commands))
                .replace("@COMMANDS@", lines(commands.stream().map(Bash::words)))
                .replace("@OPTIONS@", names(all, _ -> true, " "))
                .replace("@WITH_VALUE@", names(all, OptionHelp::hasValue, " | "))
                .replace("@VALUES@", lines(all.stream().filter(Bash::completes).map(Bash::value)));
    }

    private static String first(List<OptionHelp> options, List<Command> commands) {
        return commands.stream().map(Command::name).collect(Collectors.joining(" ")) + " "
                + names(options, _ -> true, " ");
    }

    private static String words(Command command) {
        String completed = command.runsAnother()
                ? "_stint_run"
                : "((COMP_CWORD == 2)) && _stint_words '" + String.join(" ", command.words()) + "'";
        return command.name() + ") " + completed + " ;;";
    }

    private static boolean completes(OptionHelp option) {
        return option.isFile() || option.isFolder() || !option.choices().isEmpty();
    }

    private static String value(OptionHelp option) {
        String completed = option.choices().isEmpty()
                ? "_stint_files " + (option.isFolder() ? "-d" : "-f")
                : "_stint_words '" + String.join(" ", option.choices()) + "'";
        return String.join(" | ", option.names()) + ") " + completed + " ;;";
    }

    private static String names(List<OptionHelp> options, Predicate<OptionHelp> which, String between) {
        return options.stream()
                .filter(which)
                .flatMap(option -> option.names().stream())
                .collect(Collectors.joining(between));
    }

    private static String lines(Stream<String> cases) {
        return cases.map(line -> "    " + line + "\n").collect(Collectors.joining());
    }
}
