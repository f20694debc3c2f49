package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    private final Register register = new Register(new Tally(0, 0));
    private final TaskCell<?> a = Cells.cell();
    private final TaskCell<?> b = Cells.cell();
    private final TaskCell<?> c = Cells.cell();
    private long ids;

    @Test
    void queuedTasksStartInOrderUpToTheLimit() {
        Admission admission = new Admission(new Tally(2, 10), register);
        List.of(a, b, c).forEach(cell -> enqueue(admission, cell));
        assertThat(admission.nextToStart()).isSameAs(a);
        assertThat(admission.nextToStart()).isSameAs(b);
        assertThat(admission.nextToStart()).isNull();
        assertThat(admission.isFull()).isTrue();
        assertThat(admission.queued()).isOne();

        admission.slotReturned();
        assertThat(admission.isFull()).isFalse();
        assertThat(admission.nextToStart()).isSameAs(c);
        assertThat(admission.running()).isEqualTo(2);
    }

    @Test
    void aSlotIsReturnedOnlyByWhoHadOne() {
        Admission admission = new Admission(new Tally(1, 0), register);
        assertThatIllegalStateException().isThrownBy(admission::slotReturned);
    }

    @Test
    void withoutAQueueRoomMeansAFreeSlot() {
        Admission admission = new Admission(new Tally(1, 0), register);
        assertThat(admission.hasRoom()).isTrue();
        enqueue(admission, a);
        assertThat(admission.nextToStart()).isSameAs(a);
        assertThat(admission.hasRoom()).isFalse();
    }

    @Test
    void withoutAFreeSlotRoomMeansAPlaceInTheQueue() {
        Admission admission = new Admission(new Tally(1, 1), register);
        enqueue(admission, a);
        admission.nextToStart();
        assertThat(admission.hasRoom()).isTrue();
        enqueue(admission, b);
        assertThat(admission.hasRoom()).isFalse();
        assertThat(admission.dequeue(b)).isTrue();
        assertThat(admission.hasRoom()).isTrue();
    }

    @Test
    void whoWaitsIsNotOvertakenByANewcomer() {
        Admission admission = new Admission(new Tally(0, 0), register);
        Submission waits = new Submission(a, false, false);
        admission.await(waits, false);
        admission.resize(2);
        assertThat(admission.hasRoom()).isFalse();
        assertThat(admission.nextToAccept()).isSameAs(waits);
        assertThat(admission.hasRoom()).isTrue();
    }

    @Test
    void aPausedOneStartsNobodyAndKeepsWhoRuns() {
        Admission admission = new Admission(new Tally(1, 5), register);
        enqueue(admission, a);
        admission.nextToStart();
        enqueue(admission, b);
        admission.resize(0);
        assertThat(admission.running()).isOne();
        admission.slotReturned();
        assertThat(admission.nextToStart()).isNull();
        admission.resize(1);
        assertThat(admission.nextToStart()).isSameAs(b);
    }

    @Test
    void shrinkingStopsNobodyAndHoldsTheNextOnesBack() {
        Admission admission = new Admission(new Tally(3, 5), register);
        List.of(a, b, c).forEach(cell -> enqueue(admission, cell));
        for (int i = 0; i < 3; i++) {
            admission.nextToStart();
        }
        admission.resize(1);
        assertThat(admission.running()).isEqualTo(3);
        enqueue(admission, Cells.cell());
        admission.slotReturned();
        admission.slotReturned();
        assertThat(admission.nextToStart()).isNull();
        admission.slotReturned();
        assertThat(admission.nextToStart()).isNotNull();
    }

    @Test
    void whoGaveUpIsNotAcceptedLaterAndCannotGiveUpTwice() {
        Admission admission = new Admission(new Tally(1, 0), register);
        Submission first = new Submission(a, true, false);
        Submission second = new Submission(b, false, false);
        admission.await(first, false);
        admission.await(second, false);
        assertThat(admission.withdraw(first)).isTrue();
        assertThat(admission.withdraw(first)).isFalse();
        assertThat(admission.waiting()).isOne();
        assertThat(admission.nextToAccept()).isSameAs(second);
        assertThat(admission.nextWaiting()).isNull();
    }

    @Test
    void itWaitsForItselfOnlyIfEveryRunningTaskWaitsInside() {
        Admission admission = new Admission(new Tally(2, 0), register);
        enqueue(admission, a);
        admission.nextToStart();
        Submission first = new Submission(c, true, false);
        admission.await(first, false);
        assertThat(admission.waitsForItself(0)).as("a slot is free").isFalse();

        enqueue(admission, b);
        admission.nextToStart();
        assertThat(admission.waitsForItself(0)).as("one of two waits").isFalse();
        assertThat(admission.waitsForItself(1)).as("with one more").isTrue();

        admission.await(new Submission(Cells.cell(), false, false), false);
        assertThat(admission.waitsForItself(0))
                .as("who waits from outside does not count")
                .isFalse();
        Submission second = new Submission(Cells.cell(), true, false);
        admission.await(second, false);
        assertThat(admission.waitsForItself(0)).isTrue();

        assertThat(admission.lastInside()).isSameAs(second);
        assertThat(admission.waitsForItself(0)).isFalse();
        assertThat(admission.lastInside()).isSameAs(first);
        assertThat(admission.lastInside()).isNull();
        assertThat(admission.waiting()).isOne();
    }

    @Test
    void aPausedOneDoesNotWaitForItself() {
        Admission admission = new Admission(new Tally(1, 0), register);
        enqueue(admission, a);
        admission.nextToStart();
        admission.await(new Submission(b, true, false), false);
        admission.resize(0);
        assertThat(admission.waitsForItself(0)).isFalse();
    }

    // ---- who is patient

    private static final int SLOTS = 32;

    /** One that is full, and one that waits in it where room came fast, or not. */
    private Admission withOneWaiting(Submission waits, boolean fast, boolean mayBePatient) {
        Admission admission = new Admission(new Tally(SLOTS, 0), register);
        for (int i = 0; i < SLOTS; i++) {
            enqueue(admission, Cells.cell());
            admission.nextToStart();
        }
        admission.waited(new Submission(a, false, false), fast);
        admission.await(waits, mayBePatient);
        return admission;
    }

    /** The slot of the one that waits comes back, and it has it. */
    private void accept(Admission admission) {
        admission.slotReturned();
        Submission next = admission.nextToAccept();
        next.accept();
        admission.letSleepIfPatient(next);
        enqueue(admission, next.cell);
        admission.nextToStart();
    }

    @Test
    void whereRoomComesFastOneThatIsAcceptedSleepsOnUntilThereIsMuch() {
        Submission waits = new Submission(b, false, false);
        Admission admission = withOneWaiting(waits, true, true);
        accept(admission);
        assertThat(waits.isLeftAsleep()).isTrue();
        for (int room = 0; room < SLOTS / 8; room++) {
            assertThat(admission.hasMuchRoom()).as("room for %d", room).isFalse();
            assertThat(admission.nextAsleep()).as("room for %d", room).isNull();
            admission.slotReturned();
        }
        assertThat(admission.hasMuchRoom()).isTrue();
        assertThat(admission.nextAsleep()).isSameAs(waits);
        assertThat(admission.nextAsleep()).isNull();
    }

    @Test
    void whoHasLookedByItselfIsNotWokenAnyMore() {
        Submission waits = new Submission(b, false, false);
        Admission admission = withOneWaiting(waits, true, true);
        accept(admission);
        assertThat(waits.endPatience()).as("decided").isTrue();
        admission.waited(waits, true);
        admission.resize(2 * SLOTS);
        assertThat(admission.nextAsleep()).isNull();
    }

    @Test
    void whosePatienceIsOverIsWokenAtOnce() {
        Submission waits = new Submission(b, false, false);
        Admission admission = withOneWaiting(waits, true, true);
        assertThat(waits.endPatience()).as("decided").isFalse();
        accept(admission);
        assertThat(waits.isLeftAsleep()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false"})
    void nobodyIsPatientWhereRoomComesSlowlyOrWhoMayNot(boolean fast, boolean mayBePatient) {
        Submission waits = new Submission(b, false, false);
        Admission ignored = withOneWaiting(waits, fast, mayBePatient);
        assertThat(waits.isPatient()).isFalse();
    }

    @Test
    void inASmallOneRoomForOneIsMuch() {
        Admission admission = new Admission(new Tally(2, 0), register);
        enqueue(admission, a);
        admission.nextToStart();
        assertThat(admission.hasMuchRoom()).isTrue();
        enqueue(admission, b);
        admission.nextToStart();
        assertThat(admission.hasMuchRoom()).isFalse();
    }

    private void enqueue(Admission admission, TaskCell<?> cell) {
        cell.accepted(++ids, 0);
        register.add(cell);
        admission.enqueue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverHappensItDoesWhatTheModelDoes(long seed) {
        new Trial(new SplittableRandom(seed)).run(5_000);
    }

    /** The same done with two lists and a count. */
    private static final class Trial {
        private final SplittableRandom random;
        private final Register register = new Register(new Tally(0, 0));
        private final Admission admission;
        private final int queueLimit;
        private final List<TaskCell<?>> queue = new ArrayList<>();
        private final List<Submission> waiting = new ArrayList<>();
        private long ids;
        private int limit;
        private int running;

        Trial(SplittableRandom random) {
            this.random = random;
            limit = random.nextInt(4);
            queueLimit = random.nextInt(4);
            admission = new Admission(new Tally(limit, queueLimit), register);
        }

        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                switch (random.nextInt(6)) {
                    case 0, 1 -> arrive();
                    case 2 -> {
                        limit = random.nextInt(5);
                        admission.resize(limit);
                    }
                    case 3 -> giveBack();
                    case 4 -> leaveQueue();
                    default -> giveUp();
                }
                pump();
                compare();
            }
        }

        private void arrive() {
            TaskCell<?> cell = Cells.cell();
            assertThat(admission.hasRoom()).isEqualTo(waiting.isEmpty() && couldAccept());
            if (admission.hasRoom()) {
                enqueue(cell);
            } else if (waiting.size() < 6) {
                Submission submission = new Submission(cell, random.nextInt(3) == 0, false);
                admission.await(submission, false);
                waiting.add(submission);
            }
        }

        private void enqueue(TaskCell<?> cell) {
            cell.accepted(++ids, 0);
            register.add(cell);
            admission.enqueue();
            queue.add(cell);
        }

        private boolean couldAccept() {
            return queue.size() < queueLimit || (queue.isEmpty() && running < limit);
        }

        private void giveBack() {
            if (running > 0) {
                running--;
                admission.slotReturned();
            }
        }

        private void leaveQueue() {
            if (!queue.isEmpty()) {
                TaskCell<?> cell = queue.remove(random.nextInt(queue.size()));
                assertThat(admission.dequeue(cell)).isTrue();
                assertThat(admission.dequeue(cell)).isFalse();
                if (random.nextBoolean()) {
                    register.remove(cell);
                }
            }
        }

        private void giveUp() {
            if (!waiting.isEmpty()) {
                assertThat(admission.withdraw(waiting.remove(random.nextInt(waiting.size()))))
                        .isTrue();
            }
        }

        private void pump() {
            while (true) {
                TaskCell<?> start = running < limit && !queue.isEmpty() ? queue.removeFirst() : null;
                assertThat(admission.nextToStart()).isSameAs(start);
                if (start != null) {
                    running++;
                    continue;
                }
                Submission accept = couldAccept() && !waiting.isEmpty() ? waiting.removeFirst() : null;
                assertThat(admission.nextToAccept()).isSameAs(accept);
                if (accept == null) {
                    return;
                }
                enqueue(accept.cell);
            }
        }

        private void compare() {
            assertThat(admission.running()).isEqualTo(running);
            assertThat(admission.queued()).isEqualTo(queue.size());
            assertThat(admission.waiting()).isEqualTo(waiting.size());
            assertThat(admission.limit()).isEqualTo(limit);
            assertThat(admission.isFull()).isEqualTo(running >= limit);
            long inside = waiting.stream().filter(s -> s.insideForEver).count();
            assertThat(admission.waitsForItself(0))
                    .isEqualTo(limit > 0 && running > 0 && running >= limit && inside >= running);
        }
    }
}
