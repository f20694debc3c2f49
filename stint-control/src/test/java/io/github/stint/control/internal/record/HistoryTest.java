package io.github.stint.control.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Task;
import io.github.stint.TaskInfo;
import io.github.stint.control.view.EndedTask;
import io.github.stint.control.view.EndedTasks;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final History history = new History(3);
    private final TaskInfo info = Task.completed("x").info();

    private void add(long number) {
        history.add(new EndedTask(number, info, Instant.EPOCH, null));
    }

    private void end() {
        add(history.take());
    }

    private static List<Long> numbers(EndedTasks tasks) {
        return tasks.tasks().stream().map(EndedTask::number).toList();
    }

    private EndedTasks between(long after, long upTo) {
        return history.between(after, upTo, _ -> true, 10);
    }

    @Test
    void theLatestAreRememberedAndTheOthersCounted() {
        for (int i = 0; i < 5; i++) {
            end();
        }
        assertThat(history.settledAfter(0)).isEqualTo(5);
        assertThat(numbers(between(0, 5))).containsExactly(3L, 4L, 5L);
        assertThat(between(0, 5).dropped()).isEqualTo(2);
        assertThat(between(3, 5).dropped()).isZero();
    }

    @Test
    void oneThatIsUnderWayHoldsUpWhatIsSettled() {
        end();
        long slow = history.take();
        end();
        assertThat(history.settledAfter(0)).isEqualTo(1);
        add(slow);
        assertThat(history.settledAfter(1)).isEqualTo(3);
    }

    @Test
    void oneThatWasOvertakenByAllThatAreRememberedIsForgottenAndHidesNone() {
        long slow = history.take();
        for (int i = 0; i < 3; i++) {
            end();
        }
        add(slow);
        assertThat(history.settledAfter(0)).isEqualTo(4);
        assertThat(numbers(between(0, 4))).containsExactly(2L, 3L, 4L);
        assertThat(between(0, 4).dropped()).isEqualTo(1);
    }

    @Test
    void whatEndsBetweenTwoLooksIsCountedOnceOnly() {
        end();
        long upTo = history.settledAfter(0);
        for (int i = 0; i < 5; i++) {
            end();
        }
        EndedTasks first = between(0, upTo);
        EndedTasks second = between(upTo, history.settledAfter(upTo));
        assertThat(first.dropped() + first.tasks().size()).isEqualTo(1);
        assertThat(second.dropped() + second.tasks().size()).isEqualTo(5);
    }
}
