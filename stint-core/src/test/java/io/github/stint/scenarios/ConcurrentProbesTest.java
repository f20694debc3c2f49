package io.github.stint.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Concurrent;
import io.github.stint.test.Eventually;
import io.github.stint.testing.CountedSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What probes of a bounded stream found elsewhere: leaving it early, reading it slowly, a failure among long clean-ups. */
class ConcurrentProbesTest {

    @Test
    @Scenario(262)
    void leftAfterThreeOfTwentyNoFurtherElementStartsAndWhatRunsHasEnded() {
        AtomicInteger started = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        try (var results = Concurrent.map(new CountedSource(20), n -> {
                    started.incrementAndGet();
                    running.incrementAndGet();
                    try {
                        if (n >= 3) {
                            new CountDownLatch(1).await();
                        }
                        return n;
                    } finally {
                        running.decrementAndGet();
                    }
                })
                .limit(4)
                .results()) {
            Iterator<Integer> iterator = results.iterator();
            for (int i = 0; i < 3; i++) {
                iterator.next();
            }
            Eventually.eventually("four more run", () -> running.get() == 4);
        }
        assertThat(running).hasValue(0);
        assertThat(started).hasValue(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    @Scenario(263)
    void aSlowConsumerHasAtMostLimitAndBufferExecutedAhead(int buffer) {
        AtomicInteger executed = new AtomicInteger();
        List<Integer> ahead = new ArrayList<>();
        try (var results = Concurrent.map(new CountedSource(40), n -> {
                    executed.incrementAndGet();
                    return n;
                })
                .limit(3)
                .buffer(buffer)
                .results()) {
            int read = 0;
            for (int ignored : results) {
                read++;
                int most = Math.min(40, read + 3 + buffer);
                Eventually.eventually("the room is used", () -> executed.get() == most);
                ahead.add(executed.get() - read);
            }
        }
        assertThat(ahead).hasSize(40).allMatch(n -> n <= 3 + buffer);
    }

    @Test
    @Scenario(265)
    void siblingsOfAFailedOneCleanUpAtTheSameTime() {
        CountDownLatch allRun = new CountDownLatch(5);
        CyclicBarrier allCleanUp = new CyclicBarrier(5);
        AtomicInteger cleaned = new AtomicInteger();
        try (var results = Concurrent.map(IntStream.range(0, 6).boxed(), n -> {
                    if (n == 5) {
                        allRun.await();
                        throw new IllegalStateException("sixth");
                    }
                    allRun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        allCleanUp.await();
                        cleaned.incrementAndGet();
                    }
                    return n;
                })
                .limit(6)
                .results()) {
            assertThatThrownBy(() -> results.iterator().next()).hasRootCauseMessage("sixth");
            assertThat(cleaned).hasValue(5);
        }
    }
}
