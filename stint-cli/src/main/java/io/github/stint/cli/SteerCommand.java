package io.github.stint.cli;

import static io.github.stint.cli.SteerOptions.ALL_THREADS;
import static io.github.stint.cli.SteerOptions.DRY_RUN;
import static io.github.stint.cli.SteerOptions.GROUP;
import static io.github.stint.cli.SteerOptions.JSON;
import static io.github.stint.cli.SteerOptions.LIMIT;
import static io.github.stint.cli.SteerOptions.OWNER;
import static io.github.stint.cli.SteerOptions.SOCKET;
import static io.github.stint.cli.SteerOptions.SORT;
import static io.github.stint.cli.SteerOptions.TOKEN_FILE;
import static io.github.stint.cli.SteerOptions.WATCH;
import static io.github.stint.cli.SteerOptions.WHERE;
import static io.github.stint.cli.SteerOptions.WHY;
import static io.github.stint.cli.SteerOptions.WITHIN;
import static io.github.stint.cli.SteerOptions.YES;

import io.github.stint.cli.manual.HelpPage;
import io.github.stint.cli.manual.HelpPart.Entry;
import io.github.stint.cli.output.Look;
import io.github.stint.cli.process.Terminal;
import io.github.stint.cli.steer.Applications;
import io.github.stint.cli.steer.Changes;
import io.github.stint.cli.steer.Consent;
import io.github.stint.cli.steer.Looks;
import io.github.stint.cli.steer.Page;
import io.github.stint.cli.steer.Request;
import io.github.stint.cli.steer.Session;
import io.github.stint.cli.steer.SteerException;
import io.github.stint.cli.steer.ThreadDump;
import io.github.stint.cli.top.Top;
import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import io.github.stint.control.TaskQuery;
import io.github.stint.control.view.SortBy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The commands that look at a running application, or steer it. */
enum SteerCommand {
    PS(Help.PS, 0, 1, WATCH, OWNER, WHERE, SORT, LIMIT, ALL_THREADS) {
        @Override
        int run(SteerOptions options, Session.Out out)
                throws UsageException, SteerException, IOException, InterruptedException {
            if (options.words().isEmpty()) {
                return super.run(options, out);
            }
            int pid =
                    Numbers.within("PID", 1, Integer.MAX_VALUE, options.words().getFirst());
            boolean all = options.has(ALL_THREADS);
            return !all && Applications.listens(pid)
                    ? session(options, Integer.toString(pid)).run(request(options), out)
                    : session(options, null).show(new ThreadDump(pid, all).look(), out);
        }

        @Override
        Request request(SteerOptions options) throws UsageException {
            return Looks.tasks(query(options));
        }
    },
    TREE(Help.PS, 0, 0, WATCH, LIMIT) {
        @Override
        Request request(SteerOptions options) throws UsageException {
            return Looks.tree(limit(options));
        }
    },
    SHOW(Help.PS, 1, 1, WATCH, OWNER) {
        @Override
        Request request(SteerOptions options) throws UsageException {
            return Looks.show(options.words().getFirst(), options.value(OWNER));
        }
    },
    OWNERS(Help.PS, 0, 0, WATCH) {
        @Override
        Request request(SteerOptions options) {
            return Looks.owners();
        }
    },
    STATS(Help.PS, 0, 1, WATCH) {
        @Override
        Request request(SteerOptions options) {
            return Looks.stats(
                    options.words().isEmpty() ? null : options.words().getFirst());
        }
    },
    ENDED(Help.PS, 0, 0, WATCH, OWNER, WHERE, LIMIT) {
        @Override
        Request request(SteerOptions options) throws UsageException {
            return Looks.ended(query(options));
        }
    },
    CHECK(Help.PS, 0, 0, WATCH) {
        @Override
        Request request(SteerOptions options) {
            return Looks.check();
        }
    },
    HANDLERS(Help.PS, 0, 0, WATCH) {
        @Override
        Request request(SteerOptions options) {
            return Looks.handlers();
        }
    },
    TOP(Help.TOP, 0, 1, WHERE, SORT) {
        @Override
        int run(SteerOptions options, Session.Out out)
                throws UsageException, SteerException, IOException, InterruptedException {
            if (options.has(JSON)) {
                throw new UsageException("top is for people; 'stint ps --json' is for programs");
            }
            String place = firstOrNull(options) == null ? options.value(SOCKET) : firstOrNull(options);
            TaskQuery query = query(options);
            return new Top(
                            new Applications(place, options.value(TOKEN_FILE)),
                            query.where(),
                            query.sort(),
                            new Look(isUnicode(), !isSet("NO_COLOR")))
                    .run();
        }

        @Override
        Request request(SteerOptions options) {
            throw new IllegalStateException("it asks again and again, on its own");
        }
    },
    CANCEL(Help.STEER, 0, Integer.MAX_VALUE, WHY, OWNER, GROUP, WHERE, DRY_RUN, YES) {
        @Override
        Request request(SteerOptions options) throws UsageException {
            String where = options.value(WHERE);
            String group = options.value(GROUP);
            int kinds = (where == null ? 0 : 1)
                    + (group == null ? 0 : 1)
                    + (options.words().isEmpty() ? 0 : 1);
            if (kinds != 1) {
                throw new UsageException("cancel needs one of these: names of tasks, --group, --where");
            }
            boolean dry = options.has(DRY_RUN);
            Consent consent = options.has(YES) || !Typed.possible() ? Consent.GIVEN : Typed::consent;
            if (where != null) {
                return Changes.cancel(query(options), dry, consent);
            }
            return group != null
                    ? Changes.cancelGroup(options.value(OWNER), group, dry, consent)
                    : Changes.cancel(options.words(), options.value(OWNER), dry);
        }
    },
    RESIZE(Help.STEER, 1, 2, WHY) {
        @Override
        Request request(SteerOptions options) throws UsageException {
            return Changes.resize(firstOfTwo(options), number(options, 0, Integer.MAX_VALUE));
        }
    },
    PAUSE(Help.STEER, 0, 1, WHY) {
        @Override
        Request request(SteerOptions options) {
            return Changes.pause(firstOrNull(options));
        }
    },
    RESUME(Help.STEER, 0, 1, WHY) {
        @Override
        Request request(SteerOptions options) {
            return Changes.resume(firstOrNull(options));
        }
    },
    LOCK(Help.STEER, 0, 1, WHY) {
        @Override
        Request request(SteerOptions options) {
            return Changes.lock(firstOrNull(options));
        }
    },
    UNLOCK(Help.STEER, 0, 1, WHY) {
        @Override
        Request request(SteerOptions options) {
            return Changes.unlock(firstOrNull(options));
        }
    },
    DRAIN(Help.STEER, 0, 1, WHY, WITHIN) {
        @Override
        Request request(SteerOptions options) throws UsageException {
            String within = options.value(WITHIN);
            int seconds = within == null ? USUAL_DRAIN : Numbers.within("--within", 0, LONGEST_DRAIN, within);
            return Changes.drain(firstOrNull(options), Duration.ofSeconds(seconds));
        }
    },
    FLUSH(Help.STEER, 0, 1, WHY) {
        @Override
        Request request(SteerOptions options) {
            return Changes.flush(firstOrNull(options));
        }
    },
    START(Help.STEER, 1, 2, WHY) {
        @Override
        Request request(SteerOptions options) throws UsageException {
            return Changes.start(firstOfTwo(options), number(options, 1, MOST_WORKERS));
        }
    },
    STOP(Help.STEER, 1, 2, WHY) {
        @Override
        Request request(SteerOptions options) throws UsageException {
            return Changes.stop(firstOfTwo(options), number(options, 1, MOST_WORKERS));
        }
    },
    RESTART(Help.STEER, 1, 1, WHY, OWNER) {
        @Override
        Request request(SteerOptions options) {
            return Changes.restart(options.words().getFirst(), options.value(OWNER));
        }
    },
    SUBMIT(Help.STEER, 1, Integer.MAX_VALUE, WHY) {
        @Override
        Request request(SteerOptions options) {
            List<String> words = options.words();
            return Changes.submit(words.getFirst(), words.subList(1, words.size()));
        }
    };

    private static final Map<String, SteerCommand> OTHER_NAMES = Map.of("pools", OWNERS, "lints", CHECK);
    private static final List<OptionSpec> OF_ALL = List.of(SOCKET, TOKEN_FILE, JSON);
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 2_000;
    private static final int USUAL_DRAIN = 60;
    private static final int LONGEST_DRAIN = 86_400;
    private static final int MOST_WORKERS = 10_000;

    private final Help help;
    private final int fewestWords;
    private final int mostWords;

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it; a specification of picocli just is not declared so
    private final List<OptionSpec> options;

    SteerCommand(Help help, int fewestWords, int mostWords, OptionSpec... options) {
        this.help = help;
        this.fewestWords = fewestWords;
        this.mostWords = mostWords;
        this.options = List.of(options);
    }

    /** What is asked of the application. */
    abstract Request request(SteerOptions options) throws UsageException;

    /** The one of that name, or null if there is none. */
    static @Nullable SteerCommand named(String name) {
        for (SteerCommand command : values()) {
            if (command.word().equals(name)) {
                return command;
            }
        }
        return OTHER_NAMES.get(name);
    }

    /** The name it is called by. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its command line may hold. */
    CommandSpec spec(String name) {
        List<OptionSpec> all = new ArrayList<>(options);
        all.addAll(OF_ALL);
        return CommandLines.command(name, all);
    }

    Help help() {
        return help;
    }

    /** What it does, as its page says; the page about it says more of those that are told in one line with another. */
    String about() {
        return HelpPage.of(help.text()).entries().stream()
                .filter(entry -> entry.term().equals(word()))
                .map(Entry::text)
                .findFirst()
                .orElse("see 'stint help " + help.topic() + "'");
    }

    /** Carries it out; the exit status. */
    int run(ParseResult parsed, Session.Out out) throws UsageException, SteerException, IOException {
        SteerOptions given = new SteerOptions(parsed);
        checkWords(given.words(), parsed.commandSpec().name());
        try {
            return run(given, out);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    int run(SteerOptions given, Session.Out out)
            throws UsageException, SteerException, IOException, InterruptedException {
        return session(given, given.value(SOCKET)).run(request(given), out);
    }

    private void checkWords(List<String> words, String name) throws UsageException {
        if (words.size() > mostWords) {
            throw new UsageException(name
                    + (mostWords == 0 ? " takes no word: " : " takes no further word: ")
                    + ShellQuote.quote(RawWords.encoded(words.get(mostWords))));
        }
        if (words.size() < fewestWords) {
            throw new UsageException(name + " needs more words; 'stint " + name + " --help' tells which");
        }
    }

    static Session session(SteerOptions given, @Nullable String place) {
        Terminal out = new Terminal(1);
        boolean terminal = out.exists();
        boolean color = terminal && !isSet("NO_COLOR");
        return new Session(
                new Applications(place, given.value(TOKEN_FILE)),
                given.value(WHY),
                given.has(JSON),
                given.has(WATCH) ? 1 : 0,
                () -> new Page(terminal ? out.size().columns() : Page.ENDLESS, color, isUnicode()),
                terminal);
    }

    private static @Nullable String firstOrNull(SteerOptions given) {
        return given.words().isEmpty() ? null : given.words().getFirst();
    }

    /** The owner before a number, if there is one. */
    private static @Nullable String firstOfTwo(SteerOptions given) {
        return given.words().size() < 2 ? null : given.words().getFirst();
    }

    private static int number(SteerOptions given, int least, int most) throws UsageException {
        return Numbers.within("N", least, most, RawWords.encoded(given.words().getLast()));
    }

    private static boolean isUnicode() {
        return "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isEmpty();
    }

    static TaskQuery query(SteerOptions given) throws UsageException {
        String where = given.value(WHERE);
        return new TaskQuery(given.value(OWNER), where == null ? "" : where, sort(given), limit(given));
    }

    static int limit(SteerOptions given) throws UsageException {
        String limit = given.value(LIMIT);
        return limit == null ? USUAL_LIMIT : Numbers.within("-n", 1, MOST, limit);
    }

    private static SortBy sort(SteerOptions given) throws UsageException {
        String sort = given.value(SORT);
        if (sort == null) {
            return SortBy.ID;
        }
        for (SortBy by : SortBy.values()) {
            if (by.wire().equals(sort)) {
                return by;
            }
        }
        throw new UsageException("--sort is one of "
                + Arrays.stream(SortBy.values()).map(SortBy::wire).collect(Collectors.joining(", ")) + ": "
                + ShellQuote.quote(RawWords.encoded(sort)));
    }
}
