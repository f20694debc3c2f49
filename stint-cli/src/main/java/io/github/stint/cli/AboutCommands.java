package io.github.stint.cli;

import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The commands that tell about the tool: {@code help}, {@code completion} and {@code man}. */
final class AboutCommands {

    static final List<String> NAMES = List.of("help", "completion", "man");

    private AboutCommands() {}

    /** What the command line may hold for each of them. */
    static CommandSpec spec(String name) {
        return CommandLines.command(name, List.of());
    }

    /** What the command writes. */
    static String text(ParseResult given) throws UsageException, IOException {
        String name = given.commandSpec().name();
        List<String> words = CommandLines.words(given);
        if (given.isUsageHelpRequested()) {
            return (name.equals("help") ? Help.STINT : Help.COMPLETION).text();
        }
        return switch (name) {
            case "completion" -> completion(words);
            case "man" -> manualPage(words);
            default -> help(words);
        };
    }

    private static String help(List<String> topics) throws UsageException {
        StringBuilder pages = new StringBuilder();
        for (String topic : topics.isEmpty() ? List.of("stint") : topics) {
            pages.append(Help.about(topic).text());
        }
        return pages.toString();
    }

    private static String completion(List<String> shells) throws UsageException {
        if (shells.size() != 1) {
            throw new UsageException("completion needs the name of one shell: " + String.join(", ", Manual.shells()));
        }
        return Manual.completion(shells.getFirst());
    }

    private static String manualPage(List<String> words) throws UsageException, IOException {
        if (!words.isEmpty()) {
            throw new UsageException("man takes no word: " + ShellQuote.quote(words.getFirst()));
        }
        return Manual.page();
    }
}
