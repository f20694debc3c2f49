package io.github.stint.internal.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.internal.engine.Signal;
import io.github.stint.test.Eventually;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private int limit = 2;
    private final AtomicInteger started = new AtomicInteger();
    private final Window window = new Window(3, 0);
    private final Turns turns = new Turns(() -> limit, window, started::incrementAndGet);

    @Test
    void oneIsWokenAtATime() {
        turns.next().run();
        turns.next().run();
        assertThat(started).hasValue(1);
        turns.arrived();
        turns.next().run();
        assertThat(started).hasValue(2);
    }

    @Test
    void oneLeadsAtATime() {
        assertThat(turns.isFree()).isTrue();
        turns.take();
        assertThat(turns.isFree()).isFalse();
        turns.leave();
        assertThat(turns.isFree()).isTrue();
    }

    @Test
    void nobodyLeadsWhileAsManyRunAsMay() {
        run(2);
        assertThat(turns.isFree()).isFalse();
        turns.next().run();
        assertThat(started).hasValue(0);
        turns.elementEnded();
        turns.next().run();
        assertThat(started).hasValue(1);
    }

    @Test
    void aLimitThatGrowsLetsSomebodyLead() {
        run(2);
        limit = 3;
        turns.next().run();
        assertThat(started).hasValue(1);
    }

    @Test
    void aLimitThatShrinksLetsNobodyLeadBeforeFewerRun() {
        run(2);
        limit = 1;
        turns.elementEnded();
        assertThat(turns.isFree()).isFalse();
        turns.elementEnded();
        assertThat(turns.isFree()).isTrue();
    }

    @Test
    void nobodyLeadsWhileTheWindowIsFull() {
        run(2);
        turns.elementEnded();
        run(1);
        turns.elementEnded();
        assertThat(turns.isFree()).isFalse();
    }

    @Test
    void whoFoundNoElementHasNotPulledOne() {
        turns.take();
        turns.leave();
        turns.pulledNone();
        run(2);
        turns.elementEnded();
        assertThat(turns.isFree()).isTrue();
    }

    @Test
    void whoRestsIsWokenBeforeAnotherIsStarted() {
        Signal rest = turns.rest();
        turns.next().run();
        assertThat(rest.hasFired()).isTrue();
        assertThat(started).hasValue(0);
    }

    @Test
    void whoWasWokenAndFindsThatOthersHaveLedWasNotNeeded() {
        turns.next().run();
        assertThat(turns.wasNotNeeded()).isFalse();
        run(1);
        assertThat(turns.wasNotNeeded()).isTrue();
        turns.end().run();
        assertThat(turns.wasNotNeeded()).isFalse();
    }

    @Test
    void whoStandsByLeadsWhenNobodyDoesForAMoment() {
        turns.next().run();
        turns.stands(Thread.currentThread());
        turns.standBy();
        assertThat(turns.isFree()).isTrue();
    }

    @Test
    void whoStandsByWhileSomebodyLeadsIsAlertedWhenItIsNeeded() {
        AtomicReference<Thread> standing = new AtomicReference<>();
        turns.next().run();
        turns.take();
        Thread stander = Thread.ofPlatform().daemon().start(() -> {
            turns.stands(Thread.currentThread());
            standing.set(Thread.currentThread());
            turns.standBy();
        });
        Eventually.eventually("it stands by", () -> standing.get() != null);
        turns.leave();
        turns.nextAtOnce().run();
        Eventually.ends(stander);
        assertThat(started).hasValue(1);
    }

    @Test
    void whoStandsAtTheWindowSeesThatTheReaderHasTakenOne() {
        run(2);
        turns.elementEnded();
        run(1);
        turns.elementEnded();
        assertThat(turns.isFree()).isFalse();
        assertThat(turns.waitsForReader()).isTrue();
        turns.standsAtWindow(Thread.currentThread());
        assertThat(turns.waitsForReader()).isFalse();
        assertThat(window.taken()).isFalse();
        turns.standBy();
        turns.arrived();
        assertThat(turns.isFree()).isTrue();
        assertThat(window.isWatched()).isFalse();
    }

    @Test
    void whoStandsAtTheWindowGivesUpAfterAWhileAndIsToldThen() {
        run(2);
        turns.elementEnded();
        run(1);
        turns.elementEnded();
        turns.standsAtWindow(Thread.currentThread());
        turns.standBy();
        turns.arrived();
        assertThat(turns.isFree()).isFalse();
        assertThat(window.taken()).isTrue();
    }

    @Test
    void atTheEndWhoRestsGoesHomeAndNobodyLeadsAnyMore() {
        Signal rest = turns.rest();
        Runnable afterwards = turns.end();
        assertThat(rest.hasFired()).isFalse();
        afterwards.run();
        assertThat(rest.hasFired()).isTrue();
        assertThat(turns.isFree()).isFalse();
        assertThat(turns.hasEnded()).isTrue();
        turns.next().run();
        assertThat(started).hasValue(0);
    }

    @Test
    void workersAreCountedUntilTheyLeave() {
        assertThat(turns.hasWorkers()).isFalse();
        turns.next().run();
        assertThat(turns.hasWorkers()).isTrue();
        turns.workerLeft();
        assertThat(turns.hasWorkers()).isFalse();
    }

    private void run(int many) {
        for (int i = 0; i < many; i++) {
            turns.take();
            turns.leave();
        }
    }
}
