package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stint.CancelReason;
import io.github.stint.Shutdown;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The clock is code of users: it is asked by nobody who holds the lock of the owner. */
class ClockWithoutLockTest {

    private static final CancelReason WHY = new CancelReason(CancelReason.Source.REQUEST, "enough", null, null);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger askedUnderTheLock = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile Engine engine;

    private final Ticker ticker = new Ticker() {
        @Override
        public long nanoTime() {
            asked.incrementAndGet();
            Engine now = engine;
            if (now != null && now.core().lock.isHeldByCurrentThread()) {
                askedUnderTheLock.incrementAndGet();
            }
            return Ticker.system().nanoTime();
        }

        @Override
        public void parkUntil(Object blocker, long deadline) {
            Ticker.system().parkUntil(blocker, deadline);
        }
    };

    @Test
    void whateverIsAskedOfTheOwner() throws Exception {
        engine = new Engine(
                new EngineOptions("Test", "clock", 1, 1, FailurePolicy.COUNT, false, 0, Surroundings.of(ticker)), null);
        engine.start(waiting());
        TaskCell<String> queued = waiting();
        engine.start(queued);
        assertThatExceptionOfType(TaskRejectedException.class)
                .isThrownBy(() -> engine.submit(waiting(), Deadline.after(ticker, Duration.ofMillis(1))));
        queued.cancel(WHY);
        engine.steering().resize(3);
        engine.startAll(List.of(waiting(), waiting()));
        Crew crew = new Crew(engine);
        crew.scaleTo(1, crew.maker(TaskOptions.defaults(), this::waitsForTheGate), WHY);
        crew.scaleTo(3, crew.maker(TaskOptions.defaults(), this::waitsForTheGate), WHY);
        gate.countDown();
        engine.submit(
                cell(() -> {
                    throw new IllegalStateException("nobody asks");
                }),
                Deadline.NEVER);
        engine.ending().shutdown(Shutdown.whenDone());

        assertThat(asked.get()).isPositive();
        assertThat(askedUnderTheLock).hasValue(0);
    }

    private TaskCell<String> waiting() {
        return cell(this::waitsForTheGate);
    }

    private TaskCell<String> cell(Callable<String> body) {
        return new TaskCell<>(engine, TaskOptions.defaults(), body);
    }

    private String waitsForTheGate() throws InterruptedException {
        gate.await();
        return "through";
    }
}
