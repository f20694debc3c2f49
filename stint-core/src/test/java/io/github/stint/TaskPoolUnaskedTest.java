package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.test.Eventually;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which failures are logged, and when: those that nobody asks about for a second. */
class TaskPoolUnaskedTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTicker ticker = new VirtualTicker();
    private final TaskPool pool =
            TaskPool.builder("shop").size(4).queue(10_000).ticker(ticker).open();
    private final LogCapture log = LogCapture.of("io.github.stint.TaskPool");

    @AfterEach
    void close() {
        pool.close();
        log.close();
    }

    private Task<Object> failing() throws InterruptedException {
        Task<Object> task = pool.submit(() -> {
            throw new IllegalStateException("out of stock");
        });
        Eventually.eventually(
                "it has left the books", () -> pool.task(task.id()).isEmpty());
        return task;
    }

    @Test
    void whoAsksWithinASecondHasHeardOfIt() throws Exception {
        Task<Object> task = failing();
        ticker.advance(Duration.ofMillis(999));
        assertThat(task.join()).isInstanceOf(Outcome.Failure.class);
        ticker.advance(SECOND);
        pool.close();
        assertThat(log.records()).isEmpty();
    }

    @Test
    void whatNobodyAsksAboutIsLoggedOnceAfterASecond() throws Exception {
        failing();
        ticker.awaitParked(1);
        ticker.advance(Duration.ofMillis(999));
        assertThat(log.records()).isEmpty();
        ticker.awaitParked(1);
        ticker.advance(Duration.ofMillis(1));
        Eventually.eventually("it is logged", () -> !log.records().isEmpty());
        ticker.advance(SECOND);
        pool.close();
        assertThat(log.about("task 'shop#1' failed and nobody asked")).hasSize(1);
        assertThat(log.records()).hasSize(1);
    }

    @Test
    void eachHasASecondOfItsOwn() throws Exception {
        failing();
        ticker.awaitParked(1);
        ticker.advance(Duration.ofMillis(600));
        failing();
        ticker.awaitParked(1);
        ticker.advance(Duration.ofMillis(400));
        Eventually.eventually("the first is logged", () -> !log.records().isEmpty());
        assertThat(log.about("shop#2")).isEmpty();
        ticker.awaitParked(1);
        ticker.advance(Duration.ofMillis(600));
        Eventually.eventually("the second is logged", () -> log.records().size() == 2);
    }

    @Test
    void closingTellsWhatIsLeftBeforeItReturns() throws Exception {
        failing();
        pool.close();
        assertThat(log.about("task 'shop#1' failed and nobody asked")).hasSize(1);
    }

    @Test
    void ofMoreThanAThousandTheOldestAreToldAtOnce() throws Exception {
        List<Task<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < 1_010; i++) {
            tasks.add(pool.submit(() -> {
                throw new IllegalStateException("out of stock");
            }));
        }
        assertThat(pool.awaitIdle(Duration.ofSeconds(30))).isTrue();
        Eventually.eventually("ten are logged", () -> log.records().size() == 10);
        for (Task<Object> task : tasks) {
            assertThat(task.outcome()).isPresent();
        }
        pool.close();
        assertThat(log.records()).hasSize(10);
    }

    @Test
    void aBatchThatIsReadWithinASecondWasAskedForEachOfItsTasks() throws Exception {
        TaskBatch<Integer> mapped = pool.map(List.of(1, 2), 1, n -> {
            throw new IllegalStateException("of " + n);
        });
        TaskBatch<Void> done = pool.forEach(List.of(3), 1, n -> {
            throw new IllegalStateException("of " + n);
        });
        assertThat(mapped.awaitDone(Duration.ofSeconds(30))).isTrue();
        assertThat(done.awaitDone(Duration.ofSeconds(30))).isTrue();
        assertThat(mapped.outcomes()).hasSize(2);
        assertThat(done.outcomes()).hasSize(1);
        pool.close();
        assertThat(log.records()).isEmpty();
    }
}
