package io.github.stint.internal.lock;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds in one JVM. That it does not wait behind who gets no carrier is seen in {@code ShopEndTest}. */
class CarrierSafeLockTest {

    private final CarrierSafeLock lock = new CarrierSafeLock();

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private static Thread start(boolean virtual, Runnable work) {
        return virtual
                ? Thread.ofVirtual().start(work)
                : Thread.ofPlatform().daemon().start(work);
    }

    @Test
    void oneThreadAtATimeHasItWhateverTheirKinds() throws InterruptedException {
        int[] count = new int[1];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            threads.add(start(i % 2 == 0, () -> {
                for (int round = 0; round < 20_000; round++) {
                    locked(() -> count[0]++);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(count[0]).isEqualTo(120_000);
        assertThat(lock.isLocked()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWaitsForItGetsItAndKeepsAnInterrupt(boolean virtual) throws InterruptedException {
        AtomicBoolean hadIt = new AtomicBoolean();
        AtomicBoolean kept = new AtomicBoolean();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        locked(() -> {
            waiting.set(start(
                    virtual,
                    () -> locked(() -> {
                        hadIt.set(lock.isHeldByCurrentThread());
                        kept.set(Thread.currentThread().isInterrupted());
                    })));
            eventually("it waits", () -> lock.hasQueuedThread(waiting.get()));
            waiting.get().interrupt();
            assertThat(hadIt).isFalse();
        });
        waiting.get().join();
        assertThat(hadIt).isTrue();
        assertThat(kept).isTrue();
    }
}
