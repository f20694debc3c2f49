package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.testing.Bodies;
import io.github.stint.testing.CountedSource;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log that throws costs what would have been in it, and nothing else. */
class LogThatThrowsTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final Logger logger = Logger.getLogger("io.github.stint");
    private final AtomicInteger told = new AtomicInteger();
    private final Handler full = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            told.incrementAndGet();
            throw new IllegalStateException("the disk is full");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    @BeforeEach
    void plugIn() {
        logger.addHandler(full);
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {});
    }

    @AfterEach
    void unplug() {
        logger.removeHandler(full);
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void anOwnerIsClosedThoughItsUnaskedFailuresCannotBeTold() throws Exception {
        TaskPool pool = TaskPool.open("pool", 1);
        pool.submit(Bodies.throwing(new IllegalStateException("first")));
        pool.submit(Bodies.throwing(new IllegalStateException("second")));
        assertThat(pool.awaitIdle(LONG)).isTrue();
        pool.close();
        assertThat(told).hasValue(2);
        assertThat(pool.stats().state()).isEqualTo(OwnerState.CLOSED);
    }

    @Test
    void aManagerIsClosedWithAllItHasAdoptedThoughItsStragglersCannotBeTold() throws Exception {
        TaskManager tasks = TaskManager.open("tasks");
        TaskPool pool = tasks.adopt(TaskPool.open("pool", 1));
        try (Gate hold = new Gate()) {
            pool.submit(hold::passStubbornly);
            hold.awaitArrived(1);
            CloseReport report = tasks.shutdown(Shutdown.now().thenCancelFor(Duration.ofMillis(1)));
            assertThat(report.stragglers()).hasSize(1);
            assertThat(told).hasPositiveValue();
            assertThat(pool.stats().state()).isEqualTo(OwnerState.CLOSED);
            assertThat(tasks.stats().state()).isEqualTo(OwnerState.CLOSED);
        }
    }

    @Test
    void aTaskLeavesTheBooksThoughItsCallbackThrowsAndThatCannotBeTold() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 1)) {
            AtomicInteger called = new AtomicInteger();
            pool.submit(
                    TaskOptions.defaults()
                            .onDone(task -> {
                                throw new IllegalStateException("callback");
                            })
                            .onDone(task -> called.incrementAndGet()),
                    () -> 1);
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(told).hasValue(1);
            assertThat(called).hasValue(1);
        }
    }

    @Test
    void aStreamIsClosedThoughItsSubscriberThrowsAndThatCannotBeTold() {
        ResultStream<Integer> results =
                Concurrent.<Integer, Integer>map(new CountedSource(2), it -> it).results();
        results.publisher().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                throw new IllegalStateException("subscriber");
            }

            @Override
            public void onNext(Integer item) {}

            @Override
            public void onError(Throwable error) {}

            @Override
            public void onComplete() {}
        });
        Eventually.eventually("it is closed", () -> results.stats().state() == OwnerState.CLOSED);
        assertThat(told).hasValue(1);
    }

    @Test
    void aBatchIsOverThoughItsSourceCannotBeClosedAndThatCannotBeTold() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 1)) {
            TaskBatch<Integer> batch = pool.map(
                    new CountedSource(2) {
                        @Override
                        public void close() {
                            throw new IllegalStateException("source");
                        }
                    },
                    1,
                    it -> it);
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(told).hasValue(1);
        }
    }
}
