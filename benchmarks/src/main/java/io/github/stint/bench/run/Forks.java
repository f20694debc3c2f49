package io.github.stint.bench.run;

import io.github.stint.bench.result.Sample;
import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Heat.Unit;
import io.github.stint.bench.work.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Starts the JVMs that measure, one at a time. */
public final class Forks {

    /**
     * The same for all contenders, with a heap of a gigabyte; where a million threads are parked it is {@link #LARGE}. Its memory
     * is touched before it is used: the first time that costs microseconds a page, which would be most of what is measured.
     */
    public static final List<String> JVM_ARGUMENTS = List.of(
            "-Xms1g",
            "-Xmx1g",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseG1GC",
            "--enable-preview",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private static final List<String> LARGE = List.of("-Xms4g", "-Xmx4g");
    private static final Set<String> NEED_LARGE = Set.of("scale", "growth");

    private static final int WARM_UP_MILLIS = 900;
    private static final int FORK_MILLIS = 1_200;
    private static final int SHARED_FORK_MILLIS = 1_100;
    private static final int LEAST_ITERATIONS = 2;
    private static final int MOST_ITERATIONS = 15;

    private final Size size;

    /** Forks with contenders of that size. */
    public Forks(Size size) {
        this.size = size;
    }

    /** A fork for this one alone. Bytes need no warm-up, and one run: what is left of another would count too. */
    public Sample measure(Heat heat, Contender contender) throws RunnerException {
        boolean bytes = heat.unit() == Unit.BYTES;
        int millis = bytes ? 1 : Math.max(heat.millis(), 100);
        int warmUps = bytes ? 0 : Math.max(1, Math.ceilDiv(WARM_UP_MILLIS, millis));
        int iterations = bytes ? 1 : Math.clamp(Math.ceilDiv(FORK_MILLIS, millis), LEAST_ITERATIONS, MOST_ITERATIONS);
        List<Contender> alone = List.of(contender);
        return samples(alone, run(options(heat, alone, millis, warmUps, iterations)))
                .getFirst();
    }

    /** One fork for all contenders of the heat, in which they take turns from one iteration to the next; not for bytes. */
    public List<Sample> measureTogether(Heat heat) throws RunnerException {
        List<Contender> contenders = heat.contenders();
        int count = contenders.size();
        int millis = Math.max(heat.millis(), 30);
        int passes = Math.clamp(SHARED_FORK_MILLIS / ((long) millis * count), 3, 2 * MOST_ITERATIONS);
        int warmUps = Math.ceilDiv(2 * passes, 5);
        int measured = passes - warmUps;
        return samples(contenders, run(options(heat, contenders, millis, warmUps * count, measured * count)));
    }

    /** A fork for this one, with JMH's own look at the collector. */
    public RunResult underGcProfiler(Heat heat, Contender contender) throws RunnerException {
        return run(options(heat, List.of(contender), 300, 5, 5).addProfiler(GCProfiler.class));
    }

    /** A fork for this one, with more arguments for its JVM. */
    public RunResult run(Heat heat, Contender contender, int seconds, List<String> jvmArguments)
            throws RunnerException {
        return run(options(heat, List.of(contender), 500, 4, 2 * seconds)
                .jvmArgsAppend(jvmArguments.toArray(String[]::new)));
    }

    private ChainedOptionsBuilder options(
            Heat heat, List<Contender> contenders, int millis, int warmUps, int iterations) {
        String ids = contenders.stream().map(heat::id).collect(Collectors.joining(Turns.AND));
        return new OptionsBuilder()
                .include("^" + Pattern.quote(Turns.class.getName() + ".run") + "$")
                .param("contenders", ids)
                .param("size", size.name())
                .forks(1)
                .jvmArgs(jvmArguments(heat))
                .warmupIterations(warmUps)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .syncIterations(false)
                .addProfiler(Figures.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    /** Of two sizes the JVM takes the last one. */
    private static String[] jvmArguments(Heat heat) {
        List<String> larger = NEED_LARGE.contains(heat.suite()) ? LARGE : List.of();
        return Stream.concat(JVM_ARGUMENTS.stream(), larger.stream()).toArray(String[]::new);
    }

    private static RunResult run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).runSingle();
    }

    /** What each iteration measured, given back to the contender whose turn it was. */
    private static List<Sample> samples(List<Contender> contenders, RunResult result) {
        List<IterationResult> iterations = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            iterations.addAll(fork.getIterationResults());
        }
        int count = contenders.size();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Contender contender = contenders.get(i);
            List<IterationResult> own = new ArrayList<>();
            for (int j = i; j < iterations.size(); j += count) {
                own.add(iterations.get(j));
            }
            samples.add(new Sample(
                    contender,
                    own.stream().mapToDouble(it -> value(it, contender)).toArray(),
                    own.stream()
                            .mapToDouble(it -> secondary(it, Figures.ALLOCATED) / contender.units())
                            .toArray()));
        }
        return samples;
    }

    private static double value(IterationResult iteration, Contender contender) {
        double figure = secondary(iteration, Figures.FIGURE);
        return Double.isNaN(figure) ? iteration.getPrimaryResult().getScore() / contender.units() : figure;
    }

    private static double secondary(IterationResult iteration, String name) {
        Result<?> result = iteration.getSecondaryResults().get(name);
        if (result == null) {
            throw new IllegalStateException("an iteration has no '" + name + "'");
        }
        return result.getScore();
    }
}
