package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.test.Gate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A stream of outcomes whose tasks have options of their own. */
class TaskPoolOutcomesTest {

    @Test
    void eachTaskHasTheOptionsMadeForItsElement() throws Exception {
        Queue<String> ended = new ConcurrentLinkedQueue<>();
        try (TaskPool pool = TaskPool.open("crawler", 2);
                Gate gate = new Gate()) {
            try (ResultStream<Outcome<Integer>> pages = pool.outcomes(
                    "pages",
                    page -> TaskOptions.named("page " + page).onDone(task -> ended.add(task.name())),
                    List.of(1, 2, 3),
                    2,
                    page -> {
                        gate.pass();
                        return page;
                    })) {
                gate.awaitArrived(2);
                assertThat(pool.tasks())
                        .extracting(TaskInfo::name)
                        .containsExactly("crawler/pages/page 1#1", "crawler/pages/page 2#2");
                assertThat(pool.ids("pages")).containsExactlyInAnyOrder(1L, 2L);
                gate.open();
                assertThat(pages.stream().toList())
                        .containsExactlyInAnyOrder(new Success<>(1), new Success<>(2), new Success<>(3));
            }
        }
        assertThat(ended)
                .containsExactlyInAnyOrder(
                        "crawler/pages/page 1#1", "crawler/pages/page 2#2", "crawler/pages/page 3#3");
    }

    @Test
    void aFailureAndACancelAreResultsAndTheOthersGoOn() throws Exception {
        IllegalStateException broken = new IllegalStateException("broken");
        try (TaskPool pool = TaskPool.open("crawler", 1);
                Gate gate = new Gate();
                ResultStream<Outcome<Integer>> pages =
                        pool.outcomes("pages", page -> TaskOptions.defaults(), List.of(1, 2, 3), 1, page -> {
                            if (page == 1) {
                                throw broken;
                            }
                            if (page == 2) {
                                gate.pass();
                            }
                            return page;
                        })) {
            Iterator<Outcome<Integer>> outcomes = pages.iterator();
            List<Outcome<Integer>> seen = new ArrayList<>();
            seen.add(outcomes.next());
            gate.awaitArrived(1);
            pool.cancel(2, "not needed");
            outcomes.forEachRemaining(seen::add);

            assertThat(seen.getFirst()).isEqualTo(new Failure<>(broken));
            assertThat(seen.get(1)).isInstanceOf(Cancelled.class);
            assertThat(seen.getLast()).isEqualTo(new Success<>(3));
            assertThat(pool.stats()).returns(1L, Stats::failed).returns(1L, Stats::cancelled);
        }
    }

    @Test
    void optionsThatCannotBeMadeEndTheStreamAsASourceThatThrows() {
        try (TaskPool pool = TaskPool.open("crawler", 1);
                ResultStream<Outcome<Integer>> pages =
                        pool.outcomes("pages", page -> TaskOptions.named(" "), List.of(1), 1, page -> page)) {
            assertThatThrownBy(() -> pages.stream().toList())
                    .isInstanceOf(SourceFailedException.class)
                    .hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
    }
}
