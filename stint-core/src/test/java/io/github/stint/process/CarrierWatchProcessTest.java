package io.github.stint.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.testing.Aside;
import io.github.stint.testing.Jvm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the watch says of real carriers. The three JVMs run at the same time, since each needs some seconds. */
class CarrierWatchProcessTest {

    private static final List<String> TWO_CARRIERS =
            List.of("-Djdk.virtualThreadScheduler.parallelism=2", "-Djdk.virtualThreadScheduler.maxPoolSize=2");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ALARM = "no virtual thread could run";

    private static Jvm starved;
    private static Jvm busy;
    private static Jvm paused;
    private static long starvedAt;
    private static Aside<Long> reportedAt;
    private static long pausedAt;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        paused = Jvm.start(TWO_CARRIERS, StarvedMain.class);
        paused.awaitLine("ready");
        paused.signal("STOP");
        pausedAt = System.nanoTime();
        starved = Jvm.start(TWO_CARRIERS, StarvedMain.class);
        starved.awaitLine("ready");
        starvedAt = System.nanoTime();
        reportedAt = Aside.call(() -> {
            starved.awaitErr(ALARM);
            return System.nanoTime();
        });
        busy = Jvm.start(TWO_CARRIERS, BusyMain.class);
    }

    @AfterAll
    static void stop() {
        for (Jvm jvm : new Jvm[] {starved, busy, paused}) {
            if (jvm != null) {
                jvm.close();
            }
        }
    }

    @Test
    void tasksThatHoldAllCarriersInStaticInitialisersAreNamedWithTheirStacks() throws Exception {
        starved.awaitErr(ALARM + " for 5 s: all 2 carriers are held and work waits");
        assertThat(Duration.ofNanos(reportedAt.value() - starvedAt)).isGreaterThan(Duration.ofSeconds(4));
        starved.awaitErr("carrier ForkJoinPool-1-worker-2 WAITING");
        String report = String.join("\n", starved.err());
        assertThat(report)
                .contains("task 'stuck/first#1' on ForkJoinPool-1-worker-")
                .contains("task 'stuck/second#2' on ForkJoinPool-1-worker-")
                .doesNotContain("stuck/last")
                .contains("StarvedMain$First.<clinit>")
                .contains("StarvedMain$Second.<clinit>")
                .contains("carrier ForkJoinPool-1-worker-1 WAITING");

        starved.tell("go on");
        starved.awaitErr("virtual threads run again: for ");
        starved.tell("end");
        Jvm.End end = starved.awaitEnd(SOON);
        assertThat(end.status()).isZero();
        assertThat(end.out()).contains("first true", "second true", "last");
    }

    @Test
    void carriersThatAreBusyButMoveRaiseNoAlarm() throws Exception {
        Jvm.End end = busy.awaitEnd(Duration.ofSeconds(20));
        assertThat(end.err()).isEmpty();
        assertThat(end.out()).hasSize(1);
        assertThat(end.status()).isZero();
    }

    /** Its carriers are held all the time, but it has not had five seconds of its own. */
    @Test
    void aProcessThatWasStoppedForSomeTimeRaisesNoAlarm() throws Exception {
        long end = pausedAt + TimeUnit.SECONDS.toNanos(7);
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        paused.signal("CONT");
        paused.tell("go on");
        paused.awaitLine("last");
        paused.tell("end");
        Jvm.End ended = paused.awaitEnd(SOON);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.status()).isZero();
    }
}
