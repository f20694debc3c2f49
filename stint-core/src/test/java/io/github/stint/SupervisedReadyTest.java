package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Supervised.State;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When something supervised is ready, and who hears of it. */
class SupervisedReadyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final RestartPolicy EXACT =
            RestartPolicy.always().backoff(SECOND, SECOND).jitter(0);

    private final VirtualTicker ticker = new VirtualTicker();
    private final TaskService service =
            TaskService.builder("shop").ticker(ticker).open();
    private final Gate hold = new Gate();

    @AfterEach
    void close() {
        hold.close();
        service.close();
    }

    @Test
    void aPlainActionIsReadyWhenItBegins() throws Exception {
        Supervised poller = service.runForever("poller", hold::pass);
        assertThat(poller.awaitReady(Shutdown.WITHOUT_LIMIT)).isTrue();
        assertThat(poller.state()).isEqualTo(State.READY);
    }

    @Test
    void aBodyIsReadyWhenItSaysSoAndARestartMakesItNotReady() throws Exception {
        AtomicInteger run = new AtomicInteger();
        Gate first = new Gate();
        Gate second = new Gate();
        Supervised poller = service.runForever("poller", EXACT, self -> {
            if (run.incrementAndGet() == 1) {
                self.ready();
                first.pass();
                throw new IOException("down");
            }
            second.pass();
            self.ready();
            hold.pass();
        });
        assertThat(poller.awaitReady(Shutdown.WITHOUT_LIMIT)).isTrue();
        first.open();
        ticker.awaitParked(1);
        assertThat(poller.state()).isEqualTo(State.BACKING_OFF);
        assertThat(poller.isReady()).isFalse();
        assertThat(poller.nextIn()).contains(SECOND);
        ticker.advance(SECOND);
        second.awaitArrived(1);
        assertThat(poller.state()).isEqualTo(State.RUNNING);
        assertThat(poller.isReady()).isFalse();
        assertThat(poller.awaitReady(Duration.ZERO)).isFalse();
        Aside<Boolean> waiter =
                Aside.call(() -> poller.awaitReady(Shutdown.WITHOUT_LIMIT)).awaitWaiting();
        second.open();
        assertThat(waiter.value()).isTrue();
        assertThat(poller.state()).isEqualTo(State.READY);
    }

    @Test
    void whoWaitsForItWaitsOverRestarts() throws Exception {
        AtomicInteger run = new AtomicInteger();
        Supervised poller = service.runForever("poller", EXACT, self -> {
            if (run.incrementAndGet() < 3) {
                throw new IOException("down");
            }
            self.ready();
            hold.pass();
        });
        Aside<Boolean> waiter =
                Aside.call(() -> poller.awaitReady(Shutdown.WITHOUT_LIMIT)).awaitWaiting();
        for (int i = 1; i < 3; i++) {
            int restarts = i;
            eventually("it backs off", () -> poller.restarts() == restarts);
            ticker.awaitParked(1);
            assertThat(waiter.isOver()).isFalse();
            ticker.advance(SECOND);
        }
        assertThat(waiter.value()).isTrue();
    }

    @Test
    void whoWaitsGivesUpWhenTheTimeIsOver() throws Exception {
        Supervised poller = service.runForever("poller", EXACT, self -> hold.pass());
        Aside<Boolean> waiter = Aside.call(() -> poller.awaitReady(SECOND));
        ticker.awaitParked(1);
        ticker.advance(SECOND);
        assertThat(waiter.value()).isFalse();
    }

    @Test
    void whatEndsWithAFailureThrowsIt() throws Exception {
        IOException error = new IOException("no port");
        Supervised broken = service.runForever("broken", EXACT.giveUpAfter(0, SECOND), self -> {
            hold.pass();
            throw error;
        });
        Aside<Boolean> waiter =
                Aside.call(() -> broken.awaitReady(Shutdown.WITHOUT_LIMIT)).awaitWaiting();
        hold.open();
        assertThat(waiter.thrown()).isInstanceOf(TaskFailedException.class).hasCause(error);
        assertThatThrownBy(() -> broken.awaitReady(Duration.ZERO)).hasCause(error);
    }

    @Test
    void whatIsCancelledThrowsThat() throws Exception {
        Supervised poller = service.runForever("poller", EXACT, self -> hold.pass());
        Aside<Boolean> waiter =
                Aside.call(() -> poller.awaitReady(Shutdown.WITHOUT_LIMIT)).awaitWaiting();
        poller.cancel("enough");
        assertThat(waiter.thrown()).isInstanceOf(TaskCancelledException.class).hasMessageContaining("enough");
    }

    @Test
    void whatReturnsWithoutBeingReadyThrowsThat() throws Exception {
        Supervised quick = service.runForever("quick", RestartPolicy.onFailure(), self -> {});
        assertThatThrownBy(() -> quick.awaitReady(Shutdown.WITHOUT_LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'shop/quick#1' returned without being ready");
    }

    @Test
    void whatEndedWellAndWasReadyCountsAsReady() throws Exception {
        Supervised once = service.runForever("once", RestartPolicy.onFailure(), () -> {});
        once.task().join();
        assertThat(once.awaitReady(Duration.ZERO)).isTrue();
        assertThat(once.isReady()).isFalse();
    }

    @Test
    void sayingItTwiceInOneRunIsAnErrorInsideIt() throws Exception {
        Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        Supervised poller = service.runForever("poller", EXACT, self -> {
            self.ready();
            try {
                self.ready();
            } catch (IllegalStateException e) {
                thrown.add(e);
            }
            hold.pass();
        });
        hold.awaitArrived(1);
        assertThat(thrown).singleElement().asString().contains("'poller' cannot become ready: it is ready already");
        assertThat(poller.isReady()).isTrue();
    }

    @Test
    void sayingItFromOutsideIsRefusedUnlessARunIsUnderWay() throws Exception {
        Supervised plain = service.runForever("plain", hold::pass);
        hold.awaitArrived(1);
        assertThatThrownBy(plain::ready).isInstanceOf(IllegalStateException.class);
        Supervised schedule = service.every("schedule", SECOND, hold::pass);
        assertThat(schedule.isReady()).isTrue();
        assertThat(schedule.awaitReady(Duration.ZERO)).isTrue();
        assertThatThrownBy(schedule::ready).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void waitingForItFromInsideIsRefusedByName() throws Exception {
        Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        service.runForever("poller", EXACT, self -> {
            for (Aside.Code waiting :
                    new Aside.Code[] {() -> self.awaitReady(SECOND), () -> service.awaitReady(SECOND)}) {
                try {
                    waiting.run();
                } catch (IllegalStateException e) {
                    thrown.add(e);
                }
            }
            self.ready();
            assertThat(self.awaitReady(SECOND)).isTrue();
            hold.pass();
        });
        hold.awaitArrived(1);
        assertThat(thrown)
                .hasSize(2)
                .allSatisfy(error -> assertThat(error).hasMessage("task 'shop/poller#1' would wait for itself"));
    }

    @Test
    void oneMayWaitForAnother() throws Exception {
        Gate database = new Gate();
        Supervised first = service.runForever("database", EXACT, self -> {
            database.pass();
            self.ready();
            hold.pass();
        });
        Supervised second = service.runForever("web", EXACT, self -> {
            assertThat(first.awaitReady(Shutdown.WITHOUT_LIMIT)).isTrue();
            self.ready();
            hold.pass();
        });
        database.awaitArrived(1);
        assertThat(second.isReady()).isFalse();
        database.open();
        assertThat(second.awaitReady(Shutdown.WITHOUT_LIMIT)).isTrue();
    }

    @Test
    void aCancelledTaskDoesNotWaitForReadiness() throws Exception {
        Supervised poller = service.runForever("poller", EXACT, self -> hold.pass());
        try (TaskPool pool = TaskPool.open("others", 1)) {
            Task<Boolean> waiter = pool.submit(() -> poller.awaitReady(Shutdown.WITHOUT_LIMIT));
            waiter.cancel("enough");
            assertThat(waiter.join()).isInstanceOf(Outcome.Cancelled.class);
        }
    }
}
