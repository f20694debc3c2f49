package io.github.stint.cli.command;

import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.util.List;

/**
 * A line for a shell, the words of the command joined by blanks.
 *
 * <p>The argument is not pasted into the line: the shell gets it beside the line and the line reads it from a variable,
 * quoted as its place asks ({@link ShellLine}). So that shell takes no argument for a command, whatever is in it. What
 * the line itself has evaluated once more, as {@code eval}, {@code sh -c}, {@code ssh} and arithmetic do, is out of
 * reach.
 */
public final class ShellTemplate implements CommandTemplate {

    private static final String VARIABLE = "STINT_ARG";

    private final String shell;
    private final String line;
    private final String script;

    /**
     * @param shell the program
     * @param line what it runs; without a place the argument is put at its end
     * @throws UsageException if the argument cannot be put where the line wants it
     */
    public ShellTemplate(String shell, String line) throws UsageException {
        this.shell = shell;
        this.line = line.contains(PLACE) ? line : line.stripTrailing() + " " + PLACE;
        this.script = VARIABLE + "=$1; shift; " + ShellLine.fill(this.line, "${" + VARIABLE + "}");
    }

    @Override
    public List<String> wordsFor(String argument) {
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
