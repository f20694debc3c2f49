package io.github.stint.bench.run;

import io.github.stint.bench.result.Results;
import io.github.stint.bench.result.Sample;
import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Heat.Unit;
import io.github.stint.bench.work.Size;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Gives every contender its turns: in each round each has one, and each round begins with another. */
public final class Measuring {

    /** To be said below what was measured in brief. */
    public static final String HOW_UNCERTAIN_BRIEF_IS = """
        This was quick, and is rough. All contenders of a line shared one JVM, in which they took turns, so what the JIT \
        learnt from one is in the code of the other. Each had a few short iterations after a short warm-up in each round. Of two \
        rounds, take a ratio for good to 10 or 20 % on a machine that does nothing else, the spread for too narrow, and a "?" for \
        what it is. \
        ./bench SUITE gives each its own forks.\
        """;

    private final List<Heat> heats;
    private final int rounds;
    private final PrintStream progress;

    /** Measures these heats, in so many rounds, and says on the way where it is. */
    public Measuring(List<Heat> heats, int rounds, PrintStream progress) {
        this.heats = heats;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** Every turn of every contender is a fork of its own. */
    public Results alone() throws RunnerException {
        Forks forks = new Forks(Size.FULL);
        Nearness nearness = Nearness.awaited();
        Results results = new Results();
        int all = rounds * heats.stream().mapToInt(it -> it.contenders().size()).sum();
        int done = 0;
        long begin = System.nanoTime();
        for (Heat heat : heats) {
            for (int round = 0; round < rounds; round++) {
                List<Contender> order = new ArrayList<>(heat.contenders());
                Collections.rotate(order, -round);
                List<Sample> samples = new ArrayList<>();
                for (Contender contender : order) {
                    tell(done++, all, begin, heat.id(contender));
                    samples.add(nearness.turn(() -> forks.measure(heat, contender)));
                }
                results.add(heat, samples);
            }
        }
        results.add(nearness.transfers());
        tell(all, all, begin, "done");
        return results;
    }

    /** Every round of every heat is a fork; where bytes are counted, every turn is. */
    public Results inBrief() throws RunnerException {
        Forks forks = new Forks(Size.QUICK);
        Nearness nearness = Nearness.noted();
        Results results = new Results();
        int all = rounds * heats.size();
        int done = 0;
        long begin = System.nanoTime();
        for (Heat heat : heats) {
            for (int round = 0; round < rounds; round++) {
                tell(done++, all, begin, heat.id());
                List<Contender> order = new ArrayList<>(heat.contenders());
                Collections.rotate(order, -round);
                results.add(heat, nearness.turn(() -> inBrief(forks, heat.with(order))));
            }
        }
        results.add(nearness.transfers());
        tell(all, all, begin, "done");
        return results;
    }

    private static List<Sample> inBrief(Forks forks, Heat heat) throws RunnerException {
        if (heat.unit() != Unit.BYTES) {
            return forks.measureTogether(heat);
        }
        List<Sample> samples = new ArrayList<>();
        for (Contender contender : heat.contenders()) {
            samples.add(forks.measure(heat, contender));
        }
        return samples;
    }

    private void tell(int done, int all, long begin, String what) {
        Duration spent = Duration.ofNanos(System.nanoTime() - begin);
        String left = done == 0
                ? ""
                : ", " + spent.multipliedBy(all - (long) done).dividedBy(done).toSeconds() + " s left";
        progress.println("bench: " + done + " of " + all + " forks, " + spent.toSeconds() + " s" + left + ": " + what);
    }
}
