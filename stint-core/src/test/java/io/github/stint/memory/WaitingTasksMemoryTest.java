package io.github.stint.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.TaskManager;
import io.github.stint.test.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What many tasks cost that wait, with a thread or without. */
class WaitingTasksMemoryTest {

    private static final int MANY = 100_000;

    @Test
    void aTaskThatWaitsCostsLittleMoreThanItsThread() throws Exception {
        long bare = bytesOfBareThreads() / MANY;
        try (Gate hold = new Gate();
                TaskManager tasks = TaskManager.builder("many").maxTasks(MANY).open()) {
            long before = Heap.used();
            for (int i = 0; i < MANY; i++) {
                tasks.spawn(hold::pass);
            }
            hold.awaitArrived(MANY);
            long ours = (Heap.used() - before) / MANY;
            assertThat(ours - bare).as("bytes over a bare thread's " + bare).isLessThan(3 * 1024);
            hold.open();
            tasks.awaitIdle();
        }
    }

    @Test
    void aTaskThatIsQueuedCostsLessThanTwoHundredBytes() throws Exception {
        try (Gate hold = new Gate();
                TaskManager tasks = TaskManager.builder("queue").maxTasks(1).open()) {
            tasks.spawn(hold::pass);
            hold.awaitArrived(1);
            long before = Heap.used();
            for (int i = 0; i < MANY; i++) {
                tasks.spawn(hold::pass);
            }
            long each = (Heap.used() - before) / MANY;
            assertThat(tasks.stats().queued()).isEqualTo(MANY);
            assertThat(each)
                    .as("bytes of a queued task, its body's lambda included")
                    .isLessThan(200);
            hold.open();
            tasks.awaitIdle();
        }
    }

    private static long bytesOfBareThreads() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(MANY);
        long before = Heap.used();
        List<Thread> threads = new ArrayList<>(MANY);
        for (int i = 0; i < MANY; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                arrived.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        arrived.await();
        long bytes = Heap.used() - before;
        gate.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return bytes;
    }
}
