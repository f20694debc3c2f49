package io.github.stint.soak;

import io.github.stint.soak.check.Check;
import io.github.stint.soak.check.Descriptors;
import io.github.stint.soak.check.Heap;
import io.github.stint.soak.check.Leftovers;
import io.github.stint.soak.check.Pins;
import io.github.stint.soak.check.Threads;
import io.github.stint.soak.check.Uncaught;
import io.github.stint.soak.check.Warnings;
import io.github.stint.soak.load.Accounts;
import io.github.stint.soak.load.Dice;
import io.github.stint.soak.load.Load;
import io.github.stint.soak.load.Totals;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.management.JMException;

/**
 * One run: a second of the load so that the JDK has made what it makes once, a look at the threads and descriptors there
 * are, the load for its time with a heap sample now and then, and the checks.
 */
final class Soak {

    private static final Duration REHEARSAL = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);
    private static final Duration LONG_ENOUGH_FOR_A_SLOPE = Duration.ofMinutes(3);
    private static final Duration TO_SETTLE = Duration.ofSeconds(15);
    private static final double WARM_UP = 0.2;
    private static final double MOST_MIB_AN_HOUR = 1;

    /** What a short run cannot tell from a leak: code that is compiled and classes that are loaded while it runs. */
    private static final double UNTOLD_MIB = 0.25;

    private static final int SAMPLES = 120;
    private static final long LEAST_NANOS_BETWEEN_SAMPLES =
            Duration.ofMillis(250).toNanos();
    private static final long MOST_NANOS_BETWEEN_SAMPLES =
            Duration.ofSeconds(10).toNanos();
    private static final double NANOS_A_SECOND = 1e9;
    private static final double SECONDS_AN_HOUR = 3600;

    private final Arguments arguments;
    private final Mixture mixture;
    private final PrintStream out;

    Soak(Arguments arguments, Mixture mixture, PrintStream out) {
        this.arguments = arguments;
        this.mixture = mixture;
        this.out = out;
    }

    /** Does it all and tells what was found. */
    List<Check> run() throws InterruptedException, IOException, JMException {
        out.println("soak for " + arguments.duration() + ", --seed " + arguments.seed());
        List<Check> ignored = new Round(REHEARSAL, new Dice(arguments.seed())).run(false);
        return new Round(arguments.duration(), new Dice(arguments.seed())).run(true);
    }

    /** The load from its beginning to its end, with all that listens. */
    private final class Round {

        private final Duration duration;
        private final Dice dice;
        private final long between;
        private final Heap heap;
        private Accounts accounts = new Accounts();

        Round(Duration duration, Dice dice) {
            this.duration = duration;
            this.dice = dice;
            between = Math.clamp(duration.toNanos() / SAMPLES, LEAST_NANOS_BETWEEN_SAMPLES, MOST_NANOS_BETWEEN_SAMPLES);
            heap = new Heap((int) (duration.toNanos() / between) + 1);
        }

        List<Check> run(boolean tells) throws InterruptedException, IOException, JMException {
            Threads threads = Threads.now();
            Descriptors descriptors = Descriptors.now();
            List<Check> checks = new ArrayList<>();
            try (Warnings warnings = Warnings.listen();
                    Uncaught uncaught = Uncaught.listen()) {
                try (Pins pins = Pins.record()) {
                    checks.addAll(load(warnings, tells));
                    checks.add(pins.check());
                }
                Totals totals = accounts.totals();
                checks.addAll(0, accounts.checks());
                checks.add(heapCheck());
                long givenUp = accounts.givenUp();
                accounts = new Accounts(); // holds nothing of the load while the heap is looked at
                checks.add(Leftovers.check(tells ? TO_SETTLE : Duration.ZERO));
                checks.add(threads.check(tells ? TO_SETTLE : Duration.ZERO));
                checks.add(descriptors.check());
                checks.add(warnings.check());
                checks.add(warnings.check(totals.restarted(), givenUp));
                checks.add(uncaught.check());
            }
            return checks;
        }

        private Check heapCheck() {
            double seconds = duration.toNanos() / NANOS_A_SECOND;
            boolean strict = duration.compareTo(LONG_ENOUGH_FOR_A_SLOPE) >= 0;
            double bound = strict ? MOST_MIB_AN_HOUR : UNTOLD_MIB / seconds * SECONDS_AN_HOUR;
            return heap.check(WARM_UP * seconds, bound, strict);
        }

        private List<Check> load(Warnings warnings, boolean tells) throws InterruptedException {
            Load load = new Load(accounts, mixture.open(accounts, dice));
            long start = System.nanoTime();
            long nextLine = BETWEEN_LINES.toNanos();
            load.start();
            boolean atRest = true;
            for (long next = between; next <= duration.toNanos() && atRest; next += between) {
                Thread.sleep(Duration.ofNanos(Math.max(0, start + next - System.nanoTime())));
                atRest = load.rest();
                long now = System.nanoTime() - start;
                heap.sample(now / NANOS_A_SECOND);
                if (atRest) {
                    load.goOn();
                }
                if (tells && now >= nextLine) {
                    tell(now, warnings);
                    nextLine += BETWEEN_LINES.toNanos();
                }
            }
            return load.end();
        }

        private void tell(long nanos, Warnings warnings) {
            long seconds = Duration.ofNanos(nanos).toSeconds();
            long tasks = accounts.submitted();
            out.println(String.format(
                    Locale.ROOT,
                    "%5d s  %,d tasks, %,d a second, %.2f MiB live, %d warnings",
                    seconds,
                    tasks,
                    tasks / Math.max(1, seconds),
                    heap.last(),
                    warnings.unexpected()));
        }
    }
}
