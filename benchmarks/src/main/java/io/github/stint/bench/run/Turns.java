package io.github.stint.bench.run;

import io.github.stint.bench.Suites;
import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Round;
import io.github.stint.bench.work.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What JMH runs in a fork: the runs of one contender, or of several that take turns, one for each iteration. Which they are is
 * a parameter, so that contenders are data, and their forks can be put in any order.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Turns {

    /** What separates the contenders in the parameter. */
    static final String AND = ",";

    /** The figures that contenders measured of themselves in this iteration, for {@link Figures}. */
    static final Mean FIGURES = new Mean();

    /** The ids of the contenders. */
    @Param("")
    public String contenders = "";

    /** The size of the work. */
    @Param("")
    public String size = "";

    private List<Contender> all = List.of();
    private final List<Round> rounds = new ArrayList<>();
    private int turn = -1;

    /** Makes all ready. */
    @Setup(Level.Trial)
    public void open() throws Exception {
        Map<String, Contender> known = new HashMap<>();
        for (Heat heat : Suites.heats(Size.named(size))) {
            heat.contenders().forEach(it -> known.put(heat.id(it), it));
        }
        all = Arrays.stream(contenders.split(AND)).map(known::get).toList();
        for (Contender contender : all) {
            rounds.add(contender.opening().open());
        }
    }

    /** It is the turn of the next. */
    @Setup(Level.Iteration)
    public void next() {
        turn = (turn + 1) % all.size();
        FIGURES.reset();
    }

    /** One run. */
    @Benchmark
    public long run() throws Exception {
        Round round = rounds.get(turn);
        Contender contender = all.get(turn);
        long answer = round.run();
        if (answer != contender.answer()) {
            throw new IllegalStateException(
                    contender.name() + " answered " + answer + ", which should be " + contender.answer());
        }
        FIGURES.add(round.figure());
        return answer;
    }

    /** Closes all. */
    @TearDown(Level.Trial)
    public void close() {
        for (Round round : rounds) {
            round.close();
        }
    }
}
