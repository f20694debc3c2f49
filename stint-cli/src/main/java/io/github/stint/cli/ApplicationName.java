package io.github.stint.cli;

import io.github.stint.cli.words.RawWords;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run is called where several can be seen: by the program that it runs. */
final class ApplicationName {

    /** The last part of a path, at the beginning of a command; a place in it may be a different program for each job. */
    private static final Pattern PROGRAM = Pattern.compile("(?:[^\\s;|&<>(){}$'\"]*/)?([\\w.+-]+)(?![^\\s;|&<>()])");

    private static final int LONGEST = 20;

    private ApplicationName() {}

    /** For a command, or a line of a shell: {@code run-gzip}; {@code run} if no program can be told. */
    static String of(List<String> command) {
        Matcher program = PROGRAM.matcher(RawWords.decoded(command.getFirst()).strip());
        if (!program.lookingAt()) {
            return "run";
        }
        String name = program.group(1);
        return "run-" + name.substring(0, Math.min(name.length(), LONGEST));
    }
}
