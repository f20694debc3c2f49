package io.github.stint.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.test.ThreadDump.Shown;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ThreadDumpTest {

    @Test
    void virtualThreadsAreInIt() {
        virtualThreadsAreIn(ThreadDump::take);
    }

    @Test
    void virtualThreadsAreInWhatTheJdkDumps() {
        virtualThreadsAreIn(ThreadDump::dumped);
    }

    private static void virtualThreadsAreIn(Supplier<List<Shown>> dump) {
        Thread waits = Thread.ofVirtual().name("it's \"quoted\" #1").start(LockSupport::park);
        Eventually.waits(waits);
        assertThat(dump.get())
                .filteredOn(it -> it.id() == waits.threadId())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.name()).isEqualTo("it's \"quoted\" #1");
                    assertThat(it.virtual()).isTrue();
                    assertThat(it.runs()).isFalse();
                    assertThat(it.stack()).isNotEmpty();
                });
        LockSupport.unpark(waits);
        Eventually.ends(waits);
    }

    /** The dump of the JDK ends this JVM there. */
    @Test
    void threadsThatEndMeanwhileDoNoHarm() throws Exception {
        assertThat(LiveThreads.areVisible()).isTrue();
        AtomicBoolean enough = new AtomicBoolean();
        Thread starts = Thread.ofPlatform().start(() -> {
            while (!enough.get()) {
                Eventually.ends(Thread.ofPlatform().start(() -> {}));
                Eventually.ends(Thread.ofVirtual().start(() -> {}));
            }
        });
        try {
            for (int i = 0; i < 200; i++) {
                assertThat(ThreadDump.take()).extracting(Shown::id).contains(starts.threadId());
            }
        } finally {
            enough.set(true);
            starts.join();
        }
    }

    @Test
    void threadsOfExecutorsAreInIt() throws Exception {
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService platform = Executors.newFixedThreadPool(
                        1, Thread.ofPlatform().name("pooled").factory());
                Gate hold = new Gate()) {
            virtual.execute(hold::passStubbornly);
            platform.execute(hold::passStubbornly);
            hold.awaitArrived(2);

            List<Shown> atTheGate = ThreadDump.take().stream()
                    .filter(it -> it.stack().stream().anyMatch(frame -> frame.contains("Gate.passStubbornly")))
                    .toList();

            assertThat(atTheGate).extracting(Shown::virtual).containsExactlyInAnyOrder(true, false);
            hold.open();
        }
    }

    @Test
    void theCurrentThreadRuns() {
        long self = Thread.currentThread().threadId();
        assertThat(ThreadDump.take()).filteredOn(it -> it.id() == self).hasSize(1);
    }

    @Test
    void aPlatformThreadInsideTheOperatingSystemDoesNotRun() {
        assertThat(only("java.base/sun.nio.ch.Net.poll(Native Method)").runs()).isFalse();
        assertThat(only("java.base/java.io.FileInputStream.readBytes(Native Method)")
                        .runs())
                .isFalse();
    }

    @Test
    void aPlatformThreadThatWasJustWokenRuns() {
        assertThat(only("java.base/jdk.internal.misc.Unsafe.park(Native Method)")
                        .runs())
                .isTrue();
        assertThat(only("java.base/java.lang.Object.wait0(Native Method)").runs())
                .isTrue();
    }

    @Test
    void threadsAreNumberedInTheOrderInWhichTheyAreMade() {
        long before = Thread.ofVirtual().unstarted(() -> {}).threadId();
        long platform = Thread.ofPlatform().unstarted(() -> {}).threadId();
        long virtual = Thread.ofVirtual().unstarted(() -> {}).threadId();
        assertThat(before).isLessThan(platform);
        assertThat(platform).isLessThan(virtual);
    }

    private static Shown only(String frame) {
        return ThreadDump.parse(List.of(
                        "#7 \"reader\" RUNNABLE 2026-01-01T00:00:00Z", "    at " + frame, "    at a.B.c(B.java:1)"))
                .getFirst();
    }
}
