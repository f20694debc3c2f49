package io.github.stint.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the program is told.
 *
 * @param duration how long the load lasts
 * @param seed what its dice begin with
 * @param proof where the checks are written for others to read, or null if nowhere
 */
record Arguments(Duration duration, long seed, @Nullable Path proof) {

    static final String USAGE = "usage: ./soak [--seed NUMBER] [--proof FILE] DURATION, such as 30s, 10m or 2h";

    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})([smh])");
    private static final Duration LONGEST = Duration.ofHours(100);

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if they are not to be understood; its message is for whoever wrote them
     */
    static Arguments of(String... words) {
        Duration duration = null;
        long seed = System.nanoTime();
        Path proof = null;
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--seed" -> seed = seed(after(words, i++));
                case "--proof" -> proof = Path.of(after(words, i++));
                case String word
                when word.startsWith("-") -> throw new IllegalArgumentException("unknown option '" + word + "'");
                case String word -> duration = only(duration, word);
            }
        }
        if (duration == null) {
            throw new IllegalArgumentException("the duration is missing");
        }
        return new Arguments(duration, seed, proof);
    }

    private static String after(String[] words, int option) {
        if (option + 1 == words.length) {
            throw new IllegalArgumentException("'" + words[option] + "' needs a value");
        }
        return words[option + 1];
    }

    private static long seed(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' is not a seed, which is a whole number", e);
        }
    }

    private static Duration only(@Nullable Duration former, String word) {
        if (former != null) {
            throw new IllegalArgumentException("one duration is enough, '" + word + "' is another");
        }
        return duration(word);
    }

    private static Duration duration(String word) {
        Matcher matcher = DURATION.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + word + "' is not a duration");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + word + "' is too long, 100h is the most");
        }
        return duration;
    }
}
