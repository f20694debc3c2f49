package io.github.stint.bench;

import io.github.stint.bench.result.Circumstances;
import io.github.stint.bench.result.Document;
import io.github.stint.bench.result.Goal;
import io.github.stint.bench.result.Goals;
import io.github.stint.bench.result.Growth;
import io.github.stint.bench.result.Results;
import io.github.stint.bench.result.Tables;
import io.github.stint.bench.run.Measuring;
import io.github.stint.bench.run.Profiling;
import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Size;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.RunnerException;

/** The program. Ends with 0 if all was measured, 1 if something was not, 2 if it was not told what to do. */
public final class Main {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private Main() {}

    /** Runs it. */
    public static void main(String[] words) throws IOException {
        System.exit(run(System.out, System.err, words));
    }

    static int run(PrintStream out, PrintStream err, String... words) throws IOException {
        if (List.of(words).contains("--help") || List.of(words).contains("-h")) {
            out.print(Arguments.USAGE);
            return OK;
        }
        Arguments arguments;
        List<Heat> heats;
        try {
            arguments = Arguments.of(words);
            heats = chosen(arguments);
        } catch (IllegalArgumentException e) {
            err.println("bench: " + e.getMessage());
            return BAD_INPUT;
        }
        if (arguments.list()) {
            heats.forEach(heat -> heat.contenders().forEach(it -> out.println(heat.id(it))));
            return OK;
        }
        try {
            if (arguments.profile() == null) {
                measure(arguments, heats, out, err);
            } else {
                profile(arguments.profile(), heats, out);
            }
            return OK;
        } catch (RunnerException e) {
            err.println("bench: a fork failed: " + e.getMessage());
            e.printStackTrace(err);
            return FAILED;
        }
    }

    /** The heats that are asked for, each with the contenders that are. */
    private static List<Heat> chosen(Arguments arguments) {
        List<Heat> chosen = new ArrayList<>();
        for (Heat heat : Suites.heats(arguments.quick() ? Size.QUICK : Size.FULL)) {
            if (!arguments.suites().isEmpty() && !arguments.suites().contains(heat.suite())) {
                continue;
            }
            List<Contender> contenders = heat.contenders().stream()
                    .filter(it -> !arguments.quick() || isNeeded(heat, it))
                    .filter(it -> isWanted(arguments, heat, it))
                    .toList();
            if (!contenders.isEmpty()) {
                chosen.add(heat.with(contenders));
            }
        }
        Pattern only = arguments.only();
        if (chosen.isEmpty() && only != null) {
            throw new IllegalArgumentException(
                    "no contender has '" + only + "' in its id; ./bench --list says which there are");
        }
        return chosen;
    }

    private static boolean isNeeded(Heat heat, Contender contender) {
        return Goals.ALL.stream().anyMatch(it -> it.heat().equals(heat.id()) && it.needs(contender.name()));
    }

    private static boolean isWanted(Arguments arguments, Heat heat, Contender contender) {
        Pattern only = arguments.only();
        return only == null || only.matcher(heat.id(contender)).find();
    }

    private static void measure(Arguments arguments, List<Heat> heats, PrintStream out, PrintStream err)
            throws IOException, RunnerException {
        long begin = System.nanoTime();
        Measuring measuring = new Measuring(heats, arguments.rounds(), err);
        Results results = arguments.quick() ? measuring.inBrief() : measuring.alone();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Circumstances circumstances = new Circumstances(results.rounds(), took, results.transfers());
        if (!arguments.quick()) {
            for (Heat heat : results.heats()) {
                out.println(
                        heat.suite().equals("growth") ? new Growth(results, heat).table() : Tables.heat(results, heat));
            }
        }
        List<Goal> goals = Goals.ALL;
        out.println(Tables.goals(results, goals));
        out.println(circumstances.inWords());
        if (arguments.quick()) {
            out.println(Measuring.HOW_UNCERTAIN_BRIEF_IS);
        }
        if (arguments.write()) {
            Document document = new Document(Path.of("docs"));
            for (Suite suite : Suites.ALL) {
                document.write(suite, results, circumstances);
            }
            out.println("written: docs/benchmarks.md");
        }
    }

    private static void profile(Arguments.Profile how, List<Heat> heats, PrintStream out)
            throws IOException, RunnerException {
        Profiling profiling = new Profiling(out);
        for (Heat heat : heats) {
            for (Contender contender : heat.contenders()) {
                switch (how) {
                    case GC -> profiling.collector(heat, contender);
                    case JFR -> profiling.hottestFrames(heat, contender);
                }
            }
        }
    }
}
