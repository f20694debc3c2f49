package io.github.stint.cli;

import io.github.stint.cli.words.UsageException;
import java.util.List;
import java.util.Optional;

/**
 * The words behind the options of {@code stint run}: a command, and the arguments behind {@code :::} if it is there.
 *
 * @param command at least one word
 * @param arguments empty if there is no {@code :::}
 */
record RunWords(List<String> command, Optional<List<String>> arguments) {

    private static final String SEPARATOR = ":::";

    static RunWords of(List<String> words) throws UsageException {
        int separator = words.indexOf(SEPARATOR);
        List<String> command = separator < 0 ? words : words.subList(0, separator);
        if (command.isEmpty()) {
            throw new UsageException("no command given");
        }
        if (command.contains("::::")) {
            throw new UsageException("'::::' is not supported; to read arguments from a file use -a FILE");
        }
        if (separator < 0) {
            return new RunWords(command, Optional.empty());
        }
        List<String> arguments = words.subList(separator + 1, words.size());
        if (arguments.contains(SEPARATOR)) {
            throw new UsageException("':::' is there twice; one list of arguments is supported");
        }
        return new RunWords(command, Optional.of(arguments));
    }
}
