package io.github.stint.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StandstillTest {

    @Test
    void aTaskThatWaitsForOthersIsAtAStandstill() throws Exception {
        LinkedBlockingQueue<String> pages = new LinkedBlockingQueue<>();
        try (TaskPool pool = TaskPool.open("crawler", 1)) {
            Task<String> page = pool.submit(() -> pages.take());
            Standstill.await(pool);
            assertThat(page.state()).isEqualTo(TaskState.RUNNING);
            pages.add("home");
            assertThat(page.await()).isEqualTo("home");
        }
    }

    @Test
    void allHasHappenedThatCouldHappenWithoutUs() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        try (TaskPool pool = TaskPool.open("crawler", 4);
                Gate gate = new Gate()) {
            for (int i = 0; i < 4; i++) {
                pool.submit(() -> {
                    for (int step = 0; step < 100; step++) {
                        steps.incrementAndGet();
                        Thread.yield();
                    }
                    gate.pass();
                });
            }
            Standstill.await();
            assertThat(steps).hasValue(400);
            assertThat(gate.arrived()).isEqualTo(4);
        }
    }

    @Test
    void whatRunsElsewhereDoesNotMatterIfAnOwnerIsNamed() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        try (TaskPool busy = TaskPool.open("busy", 1);
                TaskPool pool = TaskPool.open("crawler", 1);
                Gate gate = new Gate()) {
            busy.submit(() -> {
                while (!stop.get() && !Thread.currentThread().isInterrupted()) {
                    Thread.yield();
                }
            });
            pool.submit(gate::pass);
            Standstill.await(pool);
            assertThat(gate.arrived()).isEqualTo(1);
            stop.set(true);
        }
    }

    @Test
    void queuedTasksAreBlocked() throws Exception {
        try (TaskPool pool = TaskPool.builder("crawler").size(1).queue(5).open();
                Gate gate = new Gate()) {
            pool.submit(gate::pass);
            Task<Void> queued = pool.submit(gate::pass);
            Standstill.await(pool);
            assertThat(queued.state()).isEqualTo(TaskState.QUEUED);
        }
    }

    @Test
    void anOwnerWithoutTasksIsAtAStandstill() {
        try (TaskPool pool = TaskPool.open("crawler", 1)) {
            Standstill.await(pool);
            assertThat(pool.tasks()).isEmpty();
        }
    }

    @Test
    void whatTheTimerOfAClockDoesCounts() throws Exception {
        assertThat(isAtAStandstillWhileOneRunsOn("stint-timer")).isFalse();
    }

    @Test
    void whatRunsInTheCommonPoolCounts() throws Exception {
        assertThat(isAtAStandstillWhileOneRunsOn("ForkJoinPool.commonPool-worker-1"))
                .isFalse();
    }

    @Test
    void whatTheJvmDoesForItselfDoesNotCount() throws Exception {
        try (Gate gate = new Gate()) {
            Thread waits = Thread.ofVirtual().start(gate::passStubbornly);
            gate.awaitArrived(1);
            assertThat(isAtAStandstillWhileOneRunsOn("Common-Cleaner")).isTrue();
            gate.open();
            waits.join();
        }
    }

    /** The current thread looks on, as whoever waits for a standstill does. */
    private static boolean isAtAStandstillWhileOneRunsOn(String thread) throws InterruptedException {
        Standstill.await();
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        Thread runs = Thread.ofPlatform().name(thread).start(() -> {
            begun.countDown();
            while (!stop.get()) {
                Thread.onSpinWait();
            }
        });
        begun.await();
        boolean entered = Onlookers.enter();
        try {
            return Standstill.isSeen();
        } finally {
            Onlookers.leave(entered);
            stop.set(true);
            runs.join();
        }
    }

    @Test
    void aThreadBeforeAMonitorIsBlocked() throws Exception {
        Object monitor = new Object();
        try (TaskPool pool = TaskPool.open("crawler", 2);
                Gate gate = new Gate()) {
            pool.submit(() -> {
                synchronized (monitor) {
                    gate.pass();
                }
            });
            gate.awaitArrived(1);
            Task<Void> blocked = pool.submit(() -> {
                synchronized (monitor) {
                    gate.pass();
                }
            });
            Standstill.await(pool);
            assertThat(gate.arrived()).isEqualTo(1);
            assertThat(blocked.state()).isEqualTo(TaskState.RUNNING);
            gate.open();
        }
    }
}
