package io.github.stint.cli;

import io.github.stint.cli.manual.Command;
import io.github.stint.cli.manual.Completion;
import io.github.stint.cli.manual.HelpPage;
import io.github.stint.cli.manual.HelpPart.Entry;
import io.github.stint.cli.manual.ManPage;
import io.github.stint.cli.manual.OptionHelp;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The pages of {@link Help} in other forms: the manual page, and completions for shells. */
final class Manual {

    private static final String ABOUT = "run a command for each argument, many at a time";

    private Manual() {}

    static String page() throws IOException {
        SequencedMap<String, HelpPage> pages = new LinkedHashMap<>();
        for (Help help : Help.values()) {
            pages.put(help == Help.STINT ? "description" : help.topic(), HelpPage.of(help.text()));
        }
        return ManPage.text("stint", ABOUT, Version.TEXT, Version.TIME.split("T", 2)[0], pages);
    }

    /** The completion for the shell of that name. */
    static String completion(String shell) throws UsageException {
        for (Completion completion : Completion.values()) {
            if (completion.shell().equals(shell)) {
                HelpPage stint = HelpPage.of(Help.STINT.text());
                List<Command> commands = new ArrayList<>(
                        stint.entries().stream().map(Manual::command).toList());
                commands.addAll(commandsThatSteer(commands));
                return completion.script(stint.options(), commands);
            }
        }
        throw new UsageException(
                "no completion for " + ShellQuote.quote(shell) + "; there is one for " + String.join(", ", shells()));
    }

    static List<String> shells() {
        return Arrays.stream(Completion.values()).map(Completion::shell).toList();
    }

    private static Command command(Entry entry) {
        String name = entry.term().split(" ", 2)[0];
        return switch (name) {
            case "run" -> new Command(name, entry.text(), optionsOfRun(), List.of(), true);
            case "help" -> new Command(name, entry.text(), List.of(), Help.topics(), false);
            case "completion" -> new Command(name, entry.text(), List.of(), shells(), false);
            default -> new Command(name, entry.text(), List.of(), List.of(), false);
        };
    }

    /** Those that have no entry of their own on the first page. */
    private static List<Command> commandsThatSteer(List<Command> others) {
        return Arrays.stream(SteerCommand.values())
                .filter(command -> others.stream().noneMatch(it -> it.name().equals(command.word())))
                .map(command -> new Command(command.word(), command.about(), List.of(), List.of(), false))
                .toList();
    }

    private static List<OptionHelp> optionsOfRun() {
        return Arrays.stream(Help.values())
                .filter(help -> help != Help.STINT && !Help.ofSteering().contains(help))
                .flatMap(help -> HelpPage.of(help.text()).options().stream())
                .toList();
    }
}
