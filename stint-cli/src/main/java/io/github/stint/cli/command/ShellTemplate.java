package io.github.stint.cli.command;

import io.github.stint.cli.words.ShellQuote;
import java.util.List;

/**
 * A line for a shell, the words of the command joined by blanks.
 *
 * <p>The argument is not pasted into the line: the shell gets it beside the line and the line reads it from a variable,
 * quoted as its place asks ({@link ShellLine}). So no argument can become a command, whatever is in it.
 */
public record ShellTemplate(String shell, String line) implements CommandTemplate {

    private static final String VARIABLE = "STINT_ARG";

    public ShellTemplate {
        if (!line.contains(PLACE)) {
            line = line.stripTrailing() + " " + PLACE;
        }
    }

    @Override
    public List<String> wordsFor(String argument) {
        String script = VARIABLE + "=$1; shift; " + ShellLine.fill(line, "${" + VARIABLE + "}");
        return List.of(shell, "-c", script, "stint", argument);
    }

    @Override
    public String program() {
        return shell;
    }

    @Override
    public String shownFor(String argument) {
        return line.replace(PLACE, ShellQuote.quote(argument));
    }
}
