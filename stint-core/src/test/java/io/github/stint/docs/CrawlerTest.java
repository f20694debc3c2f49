package io.github.stint.docs;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome.Failure;
import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.test.Gate;
import io.github.stint.test.NothingLeftBehind;
import io.github.stint.test.Standstill;
import io.github.stint.test.VirtualTicker;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

// What docs/guide.md shows of tests.
// shown: class
@ExtendWith(NothingLeftBehind.class) // a test that leaves an owner, a task or a thread behind fails
class CrawlerTest {
    // end

    // shown: gate
    @Test
    void aPageBeingFetchedIsRunning() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 2);
                Gate gate = new Gate()) { // closed first, so a test that fails leaves nobody waiting
            Task<Void> page = pool.submit(gate::pass);
            gate.awaitArrived(1);
            assertThat(page.state()).isEqualTo(TaskState.RUNNING);
            gate.open();
            page.await();
        }
    }
    // end

    // shown: limit
    @Test
    void aPageThatTakesAnHourIsGivenUp() throws Exception {
        VirtualTicker time = new VirtualTicker();
        try (TaskPool pool = TaskPool.builder("crawler").size(2).ticker(time).open();
                Gate gate = new Gate()) {
            Task<Void> page = pool.submit(TaskOptions.named("page").timeout(ofHours(1)), gate::pass);
            gate.awaitArrived(1);
            time.awaitParked(1); // the timer waits for the hour to be over
            time.advance(ofHours(1));
            assertThat(page.join())
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.error()).isInstanceOf(TimeoutException.class));
        }
    }
    // end

    // shown: autojump
    @Test
    void fourPausesTakeTenMinutes() throws Exception {
        VirtualTicker time = VirtualTicker.autojump(); // jumps when everything waits
        try (TaskPool pool = TaskPool.builder("crawler").size(2).ticker(time).open()) {
            pool.submit(() -> {
                        for (int pause = 1; pause <= 4; pause++) {
                            Tasks.sleep(ofMinutes(pause));
                        }
                    })
                    .await();
            assertThat(time.elapsed()).isEqualTo(ofMinutes(10));
        }
    }
    // end

    // shown: standstill
    @Test
    void nothingIsFetchedBeforeThereIsALink() throws Exception {
        BlockingQueue<String> links = new LinkedBlockingQueue<>();
        try (TaskPool pool = TaskPool.open("crawler", 2)) {
            Task<String> page = pool.submit(() -> links.take());
            Standstill.await(pool); // nothing goes on before somebody outside does something
            assertThat(page.isDone()).isFalse();
            links.add("home");
            assertThat(page.await()).isEqualTo("home");
        }
    }
    // end
}
