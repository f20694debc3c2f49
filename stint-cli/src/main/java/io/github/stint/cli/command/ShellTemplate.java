package io.github.stint.cli.command;

import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A line for a shell, the words of the command joined by blanks.
 *
 * <p>No value is pasted into the line: the shell gets the values beside the line and the line reads them from variables,
 * quoted as their places ask ({@link ShellLine}). So that shell takes no value for a command, whatever is in it. What
 * the line itself has evaluated once more, as {@code eval}, {@code sh -c}, {@code ssh} and arithmetic do, is out of
 * reach.
 */
public final class ShellTemplate implements CommandTemplate {

    private static final String VARIABLE = "STINT_ARG";

    private final String shell;
    private final String line;
    private final Places places;
    private final int highestColumn;

    /**
     * @param shell the program
     * @param line what it runs; without a place the values are put at its end
     * @param places how places are told from other braces
     * @throws UsageException if a value cannot be put where the line wants it
     */
    public ShellTemplate(String shell, String line, Places places) throws UsageException {
        this.shell = shell;
        this.line = places.areInShell(line) ? line : line.stripTrailing() + " {}";
        this.places = places;
        AtomicInteger highest = new AtomicInteger();
        String ignored = ShellLine.fill(this.line, places, place -> {
            int before = highest.getAndAccumulate(Place.columnOf(place), Math::max);
            return List.of("${" + VARIABLE + before + "}");
        });
        this.highestColumn = highest.get();
    }

    @Override
    public List<String> wordsFor(Values values) {
        Map<Place, List<String>> variables = new LinkedHashMap<>();
        List<String> given = new ArrayList<>();
        String filled = filled(values, variables, given);
        StringBuilder script = new StringBuilder();
        for (int i = 1; i <= given.size(); i++) {
            script.append(VARIABLE).append(i).append("=${").append(i).append("}; ");
        }
        script.append("shift ").append(given.size()).append("; ").append(filled);
        List<String> words = new ArrayList<>(List.of(shell, "-c", script.toString(), "stint"));
        words.addAll(given);
        return words;
    }

    private String filled(Values values, Map<Place, List<String>> variables, List<String> given) {
        try {
            return ShellLine.fill(
                    line, places, place -> variables.computeIfAbsent(place, it -> variables(it.in(values), given)));
        } catch (UsageException e) {
            throw new IllegalStateException("the line was good when it was read: " + line, e);
        }
    }

    private static List<String> variables(List<String> texts, List<String> given) {
        return texts.stream()
                .map(text -> {
                    given.add(text);
                    return "${" + VARIABLE + given.size() + "}";
                })
                .toList();
    }

    @Override
    public String program() {
        return shell;
    }

    @Override
    public int highestColumn() {
        return highestColumn;
    }

    @Override
    public String shownFor(Values values) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < line.length()) {
            Places.Found found = places.inShellAt(line, at);
            if (found == null) {
                shown.append(line.charAt(at));
                at++;
            } else {
                shown.append(
                        found.place().in(values).stream().map(ShellQuote::quote).collect(Collectors.joining(" ")));
                at = found.end();
            }
        }
        return shown.toString();
    }
}
