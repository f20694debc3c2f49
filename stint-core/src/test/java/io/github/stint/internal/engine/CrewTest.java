package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelReason;
import io.github.stint.Outcome.Failure;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is decided about workers under the lock, seen between that and what follows from it. */
class CrewTest {

    private static final CancelReason WHY = Cancellation.requested("test");

    private final Engine engine = new Engine(
            EngineOptions.queueing("Test", "crew", EngineOptions.UNLIMITED, FailurePolicy.COUNT, Ticker.system()),
            null);
    private final Crew crew = new Crew(engine);
    private final Gate hold = new Gate();

    private TaskCell<Void> worker(@Nullable Thread runner) {
        return new TaskCell<>(engine, TaskOptions.defaults(), Body.of(hold::pass), null, null, runner, null);
    }

    private void end() throws InterruptedException {
        crew.stop(Integer.MAX_VALUE, WHY);
        assertThat(engine.ending().awaitIdle(Deadline.NEVER)).isTrue();
    }

    @Test
    void aWorkerWhoseThreadCannotBeStartedFailsAloneAndIsNoneAnyMore() throws Exception {
        // this one gets no thread of its own, so that the test can be the one that does not come
        TaskCell<Void> poor = worker(Thread.currentThread());
        OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
        crew.start(List.of(worker(null), poor, worker(null)));
        assertThat(crew.size()).isEqualTo(3);

        AfterLock.perform(poor.failToStart(noThread));

        hold.awaitArrived(2);
        assertThat(poor.join()).isEqualTo(new Failure<>(noThread));
        assertThat(crew.size()).isEqualTo(2);
        assertThat(engine.view().stats().failed()).isOne();
        assertThat(crew.stop(2, WHY)).containsExactly(3, 1);
        end();
    }

    @Test
    void whoIsOnItsWayToItsThreadIsStoppedBeforeItBegins() throws Exception {
        TaskCell<Void> starting = worker(Thread.currentThread());
        crew.start(List.of(starting));
        assertThat(starting.phase()).isEqualTo(StateWord.STARTING);
        assertThat(crew.stop(1, WHY)).containsExactly(1);
        assertThat(starting.phase()).isEqualTo(StateWord.CANCELLED);
        new TaskThread(starting).run(starting);
        assertThat(hold.arrived()).isZero();
        end();
    }

    @Test
    void whoIsChosenToStopIsChosenOnceThoughItsCancelHasNotCome() throws Exception {
        crew.start(List.of(worker(null), worker(null)));
        hold.awaitArrived(2);
        Sweep sweep = new Sweep(engine.core());
        engine.core().locked(() -> sweep.choose(engine.core().ledger.youngestActive(1)));
        assertThat(crew.size()).isOne();
        assertThat(crew.stop(2, WHY)).containsExactly(1);
        assertThat(hold.interrupts()).isLessThanOrEqualTo(1);
        assertThat(sweep.finish(WHY)).isOne();
        end();
    }

    @Test
    void whoIsAboutToBeCancelledWithAllOthersIsNotCounted() throws Exception {
        crew.start(List.of(worker(null), worker(null)));
        hold.awaitArrived(2);
        Sweep sweep = new Sweep(engine.core());
        engine.core().locked(() -> sweep.choose(engine.core().ledger.cells()));
        AtomicInteger made = new AtomicInteger();
        crew.scaleTo(
                2,
                () -> {
                    made.incrementAndGet();
                    return worker(null);
                },
                WHY);
        assertThat(made).hasValue(2);
        assertThat(sweep.finish(WHY)).isEqualTo(2);
        assertThat(crew.size()).isEqualTo(2);
        end();
    }

    @Test
    void whatIsRefusedIsRefusedAsAWhole() {
        engine.steering().lock();
        List<TaskCell<Void>> workers = new ArrayList<>();
        Stream.generate(() -> worker(null)).limit(3).forEach(workers::add);
        assertThatThrownBy(() -> crew.start(workers)).isInstanceOf(TaskRejectedException.class);
        assertThatThrownBy(() -> crew.scaleTo(3, () -> worker(null), WHY)).isInstanceOf(TaskRejectedException.class);
        assertThat(crew.size()).isZero();
        assertThat(engine.view().stats().submitted()).isZero();
        assertThat(engine.view().stats().rejected()).isEqualTo(2);
    }
}
