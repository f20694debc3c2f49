package io.github.stint.bench;

import io.github.stint.bench.suite.Suite;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the program is told.
 *
 * @param quick whether only the goals are measured, and all contenders of a heat share a fork
 * @param suites the names of the suites, all if none was named
 * @param only what the id of a contender must have in it
 * @param rounds how often each contender has its turn
 * @param profile how to look into the contenders instead of comparing them
 * @param write whether the document is written
 * @param list whether the contenders are only listed
 */
record Arguments(
        boolean quick,
        Set<String> suites,
        @Nullable Pattern only,
        int rounds,
        @Nullable Profile profile,
        boolean write,
        boolean list) {

    /** How to look into a contender. */
    enum Profile {
        GC,
        JFR
    }

    private static final int ROUNDS = 2;
    private static final int MOST_ROUNDS = 100;

    static final String USAGE = """
        Usage: ./bench [quick | all | SUITE...] [--only REGEX] [--rounds N] [--write] [--profile gc|jfr]

        Takes what we have and what others have by turns, each in forks of its own, and prints what each costs and how
        ours compares, with the spread. Ends with 1 if a contender could not be measured.

          quick        what the goals need, smaller, in less than 3 minutes: all contenders of a heat share a fork;
                       this is what is done if nothing is said
          all          everything; two hours or so
          SUITE        %s

          --only REGEX   only contenders whose id has that in it, such as 'no-op/virtual/TaskPool'
          --rounds N     so many turns for each contender; 2 if not said
          --write        put the results into docs/benchmarks.md, and the plots beside it; not with quick
          --profile gc   what the collector does during each contender, instead of a comparison
          --profile jfr  where the time of each contender goes: its hottest frames, sampled
          --list         only say which contenders there are
          -h, --help     this
        """.formatted(names("\n               "));

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if they are not to be understood; its message is for whoever wrote them
     */
    static Arguments of(String... words) {
        boolean quick = false;
        boolean all = false;
        Set<String> suites = new LinkedHashSet<>();
        Pattern only = null;
        int rounds = ROUNDS;
        Profile profile = null;
        boolean write = false;
        boolean list = false;
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "quick" -> quick = true;
                case "all" -> all = true;
                case "--only" -> only = pattern(after(words, i++));
                case "--rounds" -> rounds = rounds(after(words, i++));
                case "--profile" -> profile = profile(after(words, i++));
                case "--write" -> write = true;
                case "--list" -> list = true;
                case String word
                when word.startsWith("-") ->
                    throw new IllegalArgumentException("unknown option '" + word + "'; see ./bench --help");
                case String word -> suites.add(suite(word));
            }
        }
        if ((quick && (all || !suites.isEmpty())) || (all && !suites.isEmpty())) {
            throw new IllegalArgumentException("wants quick, or all, or suites, but only one of them");
        }
        boolean inBrief = quick || (!all && suites.isEmpty() && only == null && !list);
        if (inBrief && write) {
            throw new IllegalArgumentException("quick is too short for the document; --write wants all, or suites");
        }
        if (inBrief && profile != null) {
            throw new IllegalArgumentException("--profile wants a suite, or --only");
        }
        if (profile != null && write) {
            throw new IllegalArgumentException("wants --write or --profile, not both");
        }
        if (only != null && write) {
            throw new IllegalArgumentException("--write wants whole suites, not --only");
        }
        return new Arguments(inBrief, suites, only, rounds, profile, write, list);
    }

    private static String after(String[] words, int place) {
        if (place + 1 == words.length) {
            throw new IllegalArgumentException(words[place] + " wants something after it; see ./bench --help");
        }
        return words[place + 1];
    }

    private static String suite(String word) {
        if (Suites.ALL.stream().noneMatch(it -> it.name().equals(word))) {
            throw new IllegalArgumentException("unknown suite '" + word + "'; there are " + names(" "));
        }
        return word;
    }

    private static String names(String lineBreak) {
        List<String> names = Suites.ALL.stream().map(Suite::name).toList();
        int half = Math.ceilDiv(names.size(), 2);
        return names.stream().limit(half).collect(Collectors.joining(", ", "", "," + lineBreak))
                + names.stream().skip(half).collect(Collectors.joining(", "));
    }

    private static Pattern pattern(String word) {
        try {
            return Pattern.compile(word);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--only wants a regular expression: '" + word + "'", e);
        }
    }

    private static int rounds(String word) {
        if (!word.matches("[1-9][0-9]{0,2}") || Integer.parseInt(word) > MOST_ROUNDS) {
            throw new IllegalArgumentException("--rounds wants a number from 1 to " + MOST_ROUNDS + ": '" + word + "'");
        }
        return Integer.parseInt(word);
    }

    private static Profile profile(String word) {
        return switch (word) {
            case "gc" -> Profile.GC;
            case "jfr" -> Profile.JFR;
            default -> throw new IllegalArgumentException("--profile wants gc or jfr: '" + word + "'");
        };
    }
}
