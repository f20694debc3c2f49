package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stint.CancelReason;
import io.github.stint.TaskFailedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

    private final Ledger ledger = ledger(0);

    private static Ledger ledger(int keep) {
        Tally tally = new Tally(0, 0);
        return new Ledger(keep, new Register(tally), tally);
    }

    @Test
    void idsAreDenseFromOne() {
        for (long id = 1; id <= 100; id++) {
            TaskCell<?> cell = accept(Cells.cell());
            assertThat(cell.id()).isEqualTo(id);
            assertThat(ledger.cell(id)).isSameAs(cell);
        }
        assertThat(ledger.submitted()).isEqualTo(100);
    }

    @Test
    void itKnowsEveryIdItGaveAndNoOther() {
        TaskCell<?> cell = accept(Cells.cell());
        assertThat(ledger.knew(0)).isFalse();
        assertThat(ledger.knew(-1)).isFalse();
        assertThat(ledger.knew(1)).isTrue();
        assertThat(ledger.knew(2)).isFalse();
        assertThat(ledger.cell(-15)).isNull();
        assertThat(ledger.cell((1L << 32) + 1)).isNull();
        ledger.ended(cell, StateWord.SUCCEEDED);
        ledger.leave(cell);
        assertThat(ledger.knew(1)).isTrue();
        assertThat(ledger.cell(1)).isNull();
    }

    @Test
    void whoLeavesTwiceIsNotOnTheBooks() {
        TaskCell<?> cell = accept(Cells.cell());
        ledger.leave(cell);
        assertThatIllegalStateException()
                .isThrownBy(() -> ledger.leave(cell))
                .withMessageContaining("not on the books");
    }

    @Test
    void aGroupBeginsWithItsFirstTaskAndEndsWithItsLast() {
        TaskCell<?> first = accept(Cells.inGroup("g"));
        TaskCell<?> second = accept(Cells.inGroup("g"));
        Group group = ledger.group("g");
        assertThat(group).isNotNull();
        assertThat(first.group).isSameAs(group);
        assertThat(group.members()).containsExactly(first, second);
        ledger.leave(first);
        assertThat(ledger.group("g")).isSameAs(group);
        ledger.leave(second);
        assertThat(ledger.group("g")).isNull();
        assertThat(accept(Cells.inGroup("g")).group).isNotSameAs(group);
    }

    @Test
    void aGroupWithAFeedStaysUntilTheFeedHasNoMore() {
        Group group = new Group("g");
        Feed feed = new IdleFeed(group);
        ledger.addGroup("g", group);
        ledger.addFeed(feed, group);
        TaskCell<?> cell = accept(Cells.of(group));
        ledger.leave(cell);
        assertThat(ledger.group("g")).isSameAs(group);
        assertThat(ledger.hasNothing()).isFalse();
        assertThat(ledger.feeds()).containsExactly(feed);

        ledger.retireFeed(feed, group);
        ledger.removeFeed(feed);
        assertThat(ledger.group("g")).isNull();
        assertThat(group.gone).isTrue();
        assertThat(ledger.hasNothing()).isTrue();
    }

    @Test
    void aDissolvedGroupKeepsItsMembersAndFreesItsName() {
        TaskCell<?> old = accept(Cells.inGroup("g"));
        Group group = old.group;
        ledger.dissolve(group);
        TaskCell<?> young = accept(Cells.inGroup("g"));
        assertThat(young.group).isNotSameAs(group);
        assertThat(group.members()).containsExactly(old);
        assertThat(group.gone).isTrue();

        ledger.leave(old);
        assertThat(ledger.group("g")).as("the new one of that name").isSameAs(young.group);
    }

    @Test
    void allGroupsDissolvedNoneHasANameAndNoFeedBringsMore() {
        Group fed = new Group(null);
        ledger.addFeed(new IdleFeed(fed), fed);
        TaskCell<?> cell = accept(Cells.inGroup("g"));
        ledger.dissolveAll();
        assertThat(fed.gone).isTrue();
        assertThat(cell.group.gone).isTrue();
        assertThat(ledger.group("g")).isNull();
    }

    @Test
    void whatEndedIsKeptUpToTheBoundTheOldestGoFirst() {
        Ledger keeping = ledger(2);
        List<TaskCell<?>> cells = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            TaskCell<?> cell = Cells.cell();
            keeping.accept(cell, 0);
            cells.add(cell);
        }
        cells.forEach(keeping::leave);
        assertThat(keeping.takeKept()).containsExactly(cells.get(2), cells.get(3));
        assertThat(keeping.takeKept()).isEmpty();
        assertThat(ledger.takeKept()).isEmpty();
    }

    @Test
    void whoWaitsForQuietIsToldOnce() {
        Signal first = new Signal();
        Signal second = new Signal();
        ledger.whenIdle(first);
        ledger.whenIdle(second);
        ledger.forget(first);
        assertThat(ledger.takeIdle()).containsExactly(second);
        assertThat(ledger.takeIdle()).isEmpty();
    }

    @Test
    void theFirstFailureStandsInTheBooksAndInItsGroup() {
        TaskCell<?> loner = accept(Cells.cell());
        TaskCell<?> member = accept(Cells.inGroup("g"));
        TaskFailedException one = new TaskFailedException("one", new IllegalStateException());
        TaskFailedException two = new TaskFailedException("two", new IllegalStateException());
        ledger.rememberFailure(loner, one);
        ledger.rememberFailure(member, two);
        assertThat(ledger.firstFailure()).isSameAs(one);
        assertThat(member.group.firstFailure()).isSameAs(two);
    }

    @Test
    void aStoppingTaskIsCountedOnceUntilItsEnd() {
        TaskCell<?> cell = accept(Cells.cell());
        ledger.countStopping(cell);
        ledger.countStopping(cell);
        assertThat(ledger.stopping()).isOne();
        ledger.ended(cell, StateWord.CANCELLED);
        assertThat(ledger.stopping()).isZero();
    }

    @Test
    void aStoppingTaskIsFoundTheSecondTimeItIsLookedForAndNeverAgain() {
        TaskCell<?> cell = accept(Cells.cell());
        assertThat(ledger.stoppingForSecondTime()).isEmpty();
        ledger.countStopping(cell);
        assertThat(ledger.stoppingForSecondTime()).isEmpty();
        assertThat(ledger.stoppingForSecondTime()).containsExactly(cell);
        assertThat(ledger.stoppingForSecondTime()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverHappensItDoesWhatTheModelDoes(long seed) {
        new Trial(new SplittableRandom(seed)).run(4_000);
    }

    private TaskCell<?> accept(TaskCell<?> cell) {
        ledger.accept(cell, 0);
        return cell;
    }

    /** The same done with sorted maps. */
    private static final class Trial {
        private final SplittableRandom random;
        private final Ledger ledger = ledger(0);
        private final TreeMap<Long, TaskCell<?>> live = new TreeMap<>();
        private final Map<Integer, Long> ends = new HashMap<>();
        private long submitted;

        Trial(SplittableRandom random) {
            this.random = random;
        }

        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                boolean growing = step < steps / 2;
                switch (random.nextInt(growing ? 5 : 9)) {
                    case 0, 1, 2 -> accept();
                    case 3 -> any(this::end);
                    default ->
                        any(cell -> {
                            end(cell);
                            ledger.leave(cell);
                            live.remove(cell.id());
                        });
                }
                if (step % 16 == 0) {
                    compare();
                }
            }
            compare();
        }

        private void accept() {
            int group = random.nextInt(6);
            TaskCell<?> cell = group < 3 ? Cells.inGroup("g" + group) : Cells.cell();
            ledger.accept(cell, 0);
            live.put(++submitted, cell);
        }

        private void any(java.util.function.Consumer<TaskCell<?>> action) {
            if (!live.isEmpty()) {
                Long id = live.ceilingKey(random.nextLong(live.firstKey(), live.lastKey() + 1));
                action.accept(live.get(id));
            }
        }

        private void end(TaskCell<?> cell) {
            if (!cell.isCountedAsEnded()) {
                int phase = random.nextInt(StateWord.SUCCEEDED, StateWord.CANCELLED + 1);
                ledger.ended(cell, phase);
                ends.merge(phase, 1L, Long::sum);
            }
        }

        private void compare() {
            assertThat(ledger.live()).isEqualTo(live.size());
            assertThat(ledger.submitted()).isEqualTo(submitted);
            assertThat(ledger.cells()).containsExactlyElementsOf(live.values());
            assertThat(ledger.succeeded()).isEqualTo(ends.getOrDefault(StateWord.SUCCEEDED, 0L));
            assertThat(ledger.failed()).isEqualTo(ends.getOrDefault(StateWord.FAILED, 0L));
            assertThat(ledger.cancelled()).isEqualTo(ends.getOrDefault(StateWord.CANCELLED, 0L));
            for (long id = 0; id <= submitted + 1; id++) {
                assertThat(ledger.cell(id)).isSameAs(live.get(id));
            }
            assertThat(ledger.cellsNotEnded())
                    .containsExactlyElementsOf(live.values().stream()
                            .filter(cell -> !cell.isCountedAsEnded())
                            .toList());
            for (int i = 0; i < 3; i++) {
                String name = "g" + i;
                List<TaskCell<?>> members = live.values().stream()
                        .filter(cell -> name.equals(cell.options().group()))
                        .toList();
                Group group = ledger.group(name);
                assertThat(group == null ? List.of() : group.members()).isEqualTo(members);
            }
        }
    }

    /** Brings nothing. */
    private record IdleFeed(Group group) implements Feed {

        @Override
        public Engine engine() {
            return Engine.none();
        }

        @Override
        public void capacityGrew() {}

        @Override
        public void stop(CancelReason why) {}
    }
}
