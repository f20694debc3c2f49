package io.github.stint.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.testing.Jvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An application that is asked to end at any moment, also while it starts, ends in time and gives account of every task.
 *
 * <p>{@code -Dsigterm.rounds=N} sets how many times, {@code -Dsigterm.seed=N} the seed of the first; two are under way at
 * once. If one of the two is set, figures are printed.
 */
class SigtermTest {

    /** What a loaded machine may take besides. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final Duration BUSY = Shop.DRAIN.plus(Shop.GRACE).plus(MARGIN);
    private static final Duration IDLE = Duration.ofSeconds(1).plus(MARGIN);
    private static final long LATEST_MILLIS = 1_500;

    /** Every other signal comes before that, as most is up by then. */
    private static final long STARTED_MILLIS = 400;

    private static final int AT_ONCE = 2;

    /** What a JVM says that is asked to end while it makes itself up: it ends with 1 then, before any code but its own. */
    private static final String TOO_EARLY = "Error occurred during initialization of VM";

    private enum Stage {
        NO_JVM,
        NO_HOOK,
        STARTING,
        READY
    }

    private record Ended(boolean busy, Stage stage, Duration took) {}

    @Test
    @Timeout(590)
    void endsInTimeAndGivesAccountWheneverTheSignalComes() throws Exception {
        int rounds = Integer.getInteger("sigterm.rounds", 6);
        long first = Long.getLong("sigterm.seed", System.nanoTime());
        List<Callable<Ended>> all = new ArrayList<>();
        for (long seed = first; seed < first + rounds; seed++) {
            long own = seed;
            all.add(() -> round(own));
        }
        List<Ended> ended = new ArrayList<>();
        List<Throwable> failed = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Ended> future : threads.invokeAll(all)) {
                if (future.state() == Future.State.SUCCESS) {
                    ended.add(future.resultNow());
                } else {
                    failed.add(future.exceptionNow());
                }
            }
        }
        if (Integer.getInteger("sigterm.rounds") != null || Long.getLong("sigterm.seed") != null) {
            System.out.println(figures(first, ended, failed));
        }
        if (!failed.isEmpty()) {
            AssertionError error = new AssertionError(failed.size() + " of " + rounds + " rounds failed");
            failed.forEach(error::addSuppressed);
            throw error;
        }
    }

    private static Ended round(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        boolean busy = random.nextInt(4) > 0;
        String who = random.nextBoolean() ? "installed" : "own";
        long delay = random.nextLong(1_000_000L * (random.nextBoolean() ? STARTED_MILLIS : LATEST_MILLIS));
        long begun = System.nanoTime();
        try (Jvm jvm = Jvm.start(ShopMain.class, who, busy ? "busy" : "idle")) {
            while (System.nanoTime() - begun < delay) {
                LockSupport.parkNanos(delay - (System.nanoTime() - begun));
            }
            Stage stage = stage(jvm);
            jvm.signal("TERM");
            return check(jvm, busy, stage);
        } catch (Throwable e) {
            throw new AssertionError(
                    "after " + delay / 1_000_000L + " ms, " + who + (busy ? " busy" : " idle")
                            + "; again with -Dsigterm.rounds=1 -Dsigterm.seed=" + seed,
                    e);
        }
    }

    private static Stage stage(Jvm jvm) {
        List<String> out = jvm.out();
        return out.contains("ready") ? Stage.READY : out.contains("hooked") ? Stage.STARTING : Stage.NO_HOOK;
    }

    private static Ended check(Jvm jvm, boolean busy, Stage stage) throws InterruptedException {
        Duration bound = busy ? BUSY : IDLE;
        Jvm.End end = jvm.awaitEnd(bound.plus(MARGIN));
        if (end.status() == 1 && end.out().contains(TOO_EARLY)) {
            return new Ended(busy, Stage.NO_JVM, end.took());
        }
        assertThat(end.status()).as("exit status of " + jvm).isEqualTo(143);
        assertThat(end.took()).as("time from the signal to the end of " + jvm).isLessThan(bound);
        assertThat(String.join("\n", end.err()))
                .as("what " + jvm + " says of errors")
                .doesNotContain("Exception in thread", "ends early", "threw");
        if (stage != Stage.NO_HOOK) {
            assertThat(end.out()).as("account of " + jvm).anyMatch(line -> line.startsWith("report"));
        }
        if (Account.isIn(end.out())) {
            Account account = Account.in(end.out());
            account.requireAddsUp();
            assertThat(account.owners()).isLessThanOrEqualTo(4);
            if (stage == Stage.READY) {
                assertThat(account.owners()).isEqualTo(4);
            }
        }
        return new Ended(busy, stage, end.took());
    }

    private static String figures(long first, List<Ended> ended, List<Throwable> failed) {
        StringBuilder text = new StringBuilder("SIGTERM, seeds from ")
                .append(first)
                .append(": ")
                .append(ended.size())
                .append(" ended well, ")
                .append(failed.size())
                .append(" did not");
        for (boolean busy : new boolean[] {true, false}) {
            for (Stage stage : Stage.values()) {
                long[] millis = ended.stream()
                        .filter(it -> it.busy() == busy && it.stage() == stage)
                        .mapToLong(it -> it.took().toMillis())
                        .sorted()
                        .toArray();
                if (millis.length > 0) {
                    text.append("\n  ")
                            .append(busy ? "busy " : "idle ")
                            .append(stage)
                            .append(": ")
                            .append(millis.length)
                            .append(" rounds, ms least ")
                            .append(millis[0])
                            .append(", median ")
                            .append(millis[millis.length / 2])
                            .append(", 95 of 100 ")
                            .append(millis[millis.length * 95 / 100])
                            .append(", most ")
                            .append(millis[millis.length - 1]);
                }
            }
        }
        return text.toString();
    }
}
