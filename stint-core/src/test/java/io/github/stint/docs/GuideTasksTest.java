package io.github.stint.docs;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Task;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.Until;
import io.github.stint.Waited;
import io.github.stint.test.Gate;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What docs/guide.md shows of tasks, and of several at once. */
class GuideTasksTest {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Gate hold = new Gate();

    private Integer ask(String shop) throws SocketTimeoutException, InterruptedException {
        if (shop.equals("down")) {
            throw new SocketTimeoutException("no answer");
        }
        if (shop.equals("slow")) {
            hold.pass();
        }
        return 10 + shop.length();
    }

    private void log(Object what) {
        told.add(String.valueOf(what));
    }

    @Test
    void aTaskIsAHandle() throws Exception {
        try (var pool = TaskPool.open("quotes", 8)) {
            Task<Integer> task = pool.submit(() -> ask("slow"));
            hold.awaitArrived(1);
            // shown: task
            TaskState state = task.state(); // QUEUED, RUNNING, CANCELLING; SUCCEEDED, FAILED, CANCELLED
            boolean over = task.isDone(); // its body has really ended
            Optional<Outcome<Integer>> end = task.outcome(); // never waits
            task.onDone(ended -> log(ended.name() + " ran for " + ended.info().ranFor()));
            // end
            assertThat(state).isEqualTo(TaskState.RUNNING);
            assertThat(over).isFalse();
            assertThat(end).isEmpty();
            hold.open();
            // shown: task
            Integer value = task.await(); // the value, or an exception
            Outcome<Integer> outcome = task.join(); // how it ended, never an exception for the task's sake
            // end
            assertThat(value).isEqualTo(14);
            assertThat(outcome.isSuccess()).isTrue();
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void allOfThem() throws Exception {
        // shown: gather
        List<Integer> quotes = Tasks.gather(() -> ask("acme"), () -> ask("best"));
        // end
        assertThat(quotes).containsExactly(14, 14);
        assertThatThrownBy(() -> Tasks.gather(() -> ask("down"), () -> ask("slow")))
                .isInstanceOf(TaskGroupException.class);
        // shown: outcomes
        for (Outcome<Integer> quote : Tasks.gatherOutcomes(() -> ask("acme"), () -> ask("down"))) {
            log(
                    switch (quote) {
                        case Success<Integer>(Integer cents) -> cents;
                        case Failure<Integer>(SocketTimeoutException _) -> "too slow";
                        case Failure<Integer>(Throwable error) -> "no answer: " + error;
                        case Cancelled<Integer>(var why) -> "not asked: " + why;
                    });
        }
        // end
        assertThat(told).containsExactly("14", "too slow");
    }

    @Test
    void oneOfThem() throws Exception {
        // shown: race
        Integer first = Tasks.race(() -> ask("down"), () -> ask("slow"), () -> ask("acme"));
        // end
        assertThat(first).isEqualTo(14);
        // shown: within
        Integer quote = Tasks.within(ofSeconds(10), () -> ask("acme")); // or TimeoutException, and ask has ended
        // end
        assertThat(quote).isEqualTo(14);
        assertThatThrownBy(() -> Tasks.within(ofMillis(1), () -> ask("slow"))).isInstanceOf(TimeoutException.class);
    }

    @Test
    void someOfThem() throws Exception {
        List<String> shops = List.of("acme", "slow", "best");
        try (var pool = TaskPool.open("quotes", 8);
                hold) {
            // shown: await
            List<Task<Integer>> asked = new ArrayList<>();
            for (String shop : shops) {
                asked.add(pool.submit(TaskOptions.named(shop).timeout(ofSeconds(30)), () -> ask(shop)));
            }

            Waited<Task<Integer>> found = Tasks.await(asked, Until.ANY_DONE, ofSeconds(10));
            log(found.done().size() + " of " + asked.size());
            found.pending().forEach(task -> log("still asking " + task.name())); // untouched
            // end
            assertThat(told).isNotEmpty();
            hold.open();
            told.clear();
            // shown: as-completed
            Tasks.asCompleted(asked).forEach(task -> log(task.name() + " " + task.state()));
            // end
            assertThat(told).hasSize(3);
        }
    }

    @Test
    void aStretchThatIsNotTorn() throws Exception {
        // shown: shield
        Tasks.shield(() -> {
            log("debit");
            log("credit");
        });
        // end
        assertThat(told).containsExactly("debit", "credit");
    }
}
