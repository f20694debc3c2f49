package io.github.stint.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.testing.Aside;
import io.github.stint.testing.Jvm;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole JVMs that lack carriers, memory, or the processor. They run at the same time, since each needs some seconds. */
class FaultyJvmTest {

    private static final List<String> TWO_CARRIERS =
            List.of("-Djdk.virtualThreadScheduler.parallelism=2", "-Djdk.virtualThreadScheduler.maxPoolSize=2");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int STOPS = 3;
    private static final Duration STOPPED = Duration.ofSeconds(2);

    private static Jvm lockedOut;
    private static Jvm pinned;
    private static Jvm small;
    private static Jvm paused;
    private static Aside<Void> stops;

    @BeforeAll
    static void start() throws Exception {
        paused = Jvm.start(PausedMain.class);
        lockedOut = Jvm.start(TWO_CARRIERS, LogLockedOutMain.class);
        pinned = Jvm.start(TWO_CARRIERS, PinnedLimitsMain.class);
        small = Jvm.start(List.of("-Xmx48m"), SmallHeapMain.class);
        stops = Aside.run(() -> {
            paused.awaitLine("ready");
            for (int i = 0; i < STOPS; i++) {
                Thread.sleep(300); // of work in between
                paused.signal("STOP");
                Thread.sleep(STOPPED);
                paused.signal("CONT");
            }
            Thread.sleep(300);
            paused.tell("enough");
        });
    }

    @AfterAll
    static void stop() {
        for (Jvm jvm : new Jvm[] {lockedOut, pinned, small, paused}) {
            if (jvm != null) {
                jvm.close();
            }
        }
    }

    @Test
    void closingDoesNotWaitForALogThatATaskWithoutACarrierIsNextFor() throws Exception {
        assertThat(lockedOut.awaitEnd(SOON).out()).containsExactly("closed");
    }

    @Test
    void timesComeToAnEndAndDeadlinesHoldWhileAllCarriersAreHeld() throws Exception {
        Jvm.End end = pinned.awaitEnd(SOON);
        String limits = line(end, "limits");
        assertThat(limits).endsWith("early=false");
        assertThat(number(limits, "ms")).isBetween(PinnedLimitsMain.LIMIT.toMillis(), 8_000L);
        assertThat(number(line(end, "looks"), "us")).as("the longest look").isLessThan(2_000_000L);
        String waited = line(end, "waited");
        assertThat(waited).endsWith("idle=false");
        assertThat(number(waited, "ms")).isBetween(200L, 4_000L);
        String closed = line(end, "closed");
        assertThat(closed).endsWith("state=CLOSED");
        assertThat(number(closed, "ms")).as("drain, grace, last words").isBetween(600L, 8_000L);
        assertThat(number(closed, "stragglers")).isEqualTo(PinnedLimitsMain.LIMITED + 2);
    }

    @Test
    void tasksThatTakeAllMemoryFailAndThePoolIsWhole() throws Exception {
        Jvm.End end = small.awaitEnd(SOON);
        assertThat(end.status()).as(small.toString()).isZero();
        assertThat(end.out())
                .containsExactly("starved=" + SmallHeapMain.HOGS + " well=" + SmallHeapMain.OTHERS + " uncaught="
                        + SmallHeapMain.HOGS + " atOnce=" + SmallHeapMain.SIZE + " running=0 lost=0 state=CLOSED");
    }

    /** What was running when it was stopped may be over its time; nothing else, and nothing is made up for. */
    @Test
    void aJvmThatWasStoppedForSomeTimeHasNoStormAfterwards() throws Exception {
        Void ignored = stops.value();
        Jvm.End end = paused.awaitEnd(SOON);
        assertThat(end.status()).as(paused.toString()).isZero();
        String all = line(end, "ms=");
        long working = number(all, "ms") - STOPS * STOPPED.toMillis();
        assertThat(number(all, "submitted")).isGreaterThan(PausedMain.SIZE);
        assertThat(number(all, "lost")).isZero();
        assertThat(number(all, "running")).isZero();
        assertThat(number(all, "failed")).isEqualTo(number(all, "overTime"));
        assertThat(number(all, "overTime")).as(all).isLessThanOrEqualTo(PausedMain.SIZE * (long) STOPS);
        // A storm would be forty for each stop; around one, and at the start, one or two may fall between two looks at
        // the clock.
        long few = 3L * STOPS + 3;
        assertThat(number(all, "ticks")).as(all).isBetween(1L, working / PausedMain.PERIOD.toMillis() + few);
        assertThat(number(all, "restarts")).as(all).isBetween(1L, working / PausedMain.PAUSE.toMillis() + few);
    }

    private static String line(Jvm.End end, String first) {
        return end.out().stream()
                .filter(line -> line.startsWith(first))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line '" + first + "' in " + end));
    }

    private static long number(String line, String name) {
        Matcher found = Pattern.compile("(?:^| )" + name + "=(\\d+)").matcher(line);
        if (!found.find()) {
            throw new AssertionError("no '" + name + "' in: " + line);
        }
        return Long.parseLong(found.group(1));
    }
}
