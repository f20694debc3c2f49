package io.github.stint.docs;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelResult;
import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskBatch;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.WorkerPool;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** What docs/guide.md shows of pools, batches and workers. */
class GuidePoolTest {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Gate hold = new Gate();
    private final List<String> urls = List.of("a", "b", "c", "d", "e");

    private String fetch(String url) throws InterruptedException {
        if (url.equals("slow")) {
            hold.pass();
        }
        return "page " + url;
    }

    private void log(Object what) {
        told.add(what.toString());
    }

    private void store(String page) {
        told.add(page);
    }

    @Test
    void theVerbSaysWhatAFullPoolMeans() throws Exception {
        // shown: submit
        try (var pool = TaskPool.open("crawler", 20)) {
            Task<String> home = pool.submit(() -> fetch("home")); // waits for room
            Optional<Task<String>> news = pool.trySubmit(() -> fetch("news")); // or declines
            TaskOptions options = TaskOptions.named("logo").timeout(ofSeconds(10));
            Task<String> logo = pool.submit(options, ofMillis(50), () -> fetch("logo")); // or waits so long
            log(home.await());
            // end
            assertThat(news).isPresent();
            assertThat(logo.name()).isEqualTo("crawler/logo#3");
            // shown: submit
        } // lets what runs end, for 10 s at most, then cancels it
        // end
        assertThat(told).containsExactly("page home");
    }

    @Test
    void aFullPoolSaysSo() throws Exception {
        try (var pool = TaskPool.builder("crawler").size(1).queue(1).open();
                hold) {
            pool.submit(() -> fetch("slow"));
            pool.submit(() -> fetch("slow"));
            assertThat(pool.trySubmit(() -> fetch("news"))).isEmpty();
            // shown: full
            String seen = """
                'crawler' is full: 1 of 1 run, 1 of 1 wait
                """;
            // end
            assertThatThrownBy(() -> pool.submit(TaskOptions.defaults(), ofMillis(1), () -> fetch("news")))
                    .isInstanceOf(TaskRejectedException.class)
                    .hasMessage(seen.strip());
        }
    }

    @Test
    void aPoolIsBuilt() throws Exception {
        // shown: builder
        TaskPool pool = TaskPool.builder("crawler")
                .size(20) // or unlimited(); there is no default
                .queue(1_000) // so many more are accepted and wait; 0 by default
                .onClose(Shutdown.drainFor(ofSeconds(30)).thenCancelFor(ofSeconds(5)))
                .open();
        // end
        try (pool) {
            assertThat(pool.size()).isEqualTo(20);
        }
    }

    @Test
    void aBatchIsOneCall() throws Exception {
        try (var pool = TaskPool.open("crawler", 20)) {
            // shown: map
            TaskBatch<String> pages = pool.map("frontier", urls, 4, this::fetch); // 4 of the 20, returns at once

            boolean over = pages.awaitDone(ofSeconds(30)); // or only look: isDone(), stats(), ids()
            List<String> texts = pages.results(); // in the order of urls; throws if one failed
            List<Outcome<String>> ends = pages.outcomes(); // the same as data, and throws for no task
            // end
            assertThat(over).isTrue();
            assertThat(texts).containsExactly("page a", "page b", "page c", "page d", "page e");
            assertThat(ends).hasSize(5).allMatch(Outcome::isSuccess);
            // shown: batches
            Map<String, Integer> amounts = Map.of("acme", 3, "best", 5);
            pool.starmap("orders", amounts.entrySet(), 2, (shop, amount) -> fetch(shop + amount)); // pairs
            pool.apply("probes", 5, () -> fetch("health")); // five times the same
            pool.forEach("archive", urls, 4, url -> store(fetch(url))); // keeps no results
            // end
            assertThat(pool.awaitIdle(ofSeconds(30))).isTrue();
            assertThat(pool.stats().succeeded()).isEqualTo(5 + 2 + 5 + 5);
        }
    }

    @Test
    void aPoolIsSteeredWhileItRuns() throws Exception {
        try (var pool = TaskPool.open("crawler", 20)) {
            Task<String> home = pool.submit(() -> fetch("slow"));
            TaskBatch<String> frontier = pool.map("frontier", List.of("slow", "slow", "slow"), 2, this::fetch);
            hold.awaitArrived(3);
            // shown: steer
            pool.resize(50); // 30 more start at once
            pool.resize(0); // a pause: what runs goes on, nothing starts
            pool.cancelGroup("frontier", "enough"); // its source first, so that nothing of it starts any more
            CancelResult found = pool.cancel(home.id(), "not needed");
            pool.lock(); // outsiders are refused; what is here, and what it brings, goes on
            pool.unlock();
            boolean idle = pool.awaitIdle(ofSeconds(30));
            // end
            assertThat(idle).isTrue();
            assertThat(found).isEqualTo(CancelResult.REQUESTED);
            assertThat(frontier.outcomes()).hasSize(2);
            // shown: pool-line
            String seen = """
                TaskPool 'crawler' OPEN: 0 run, 0 queued, 3 ended
                """;
            // end
            assertThat(pool).hasToString(seen.strip());
        }
    }

    @Test
    void theEndOfAPoolIsAReport() throws Exception {
        TaskPool pool = TaskPool.open("crawler", 20);
        pool.submit(() -> fetch("home"));
        // shown: gather
        CloseReport report = pool.gatherAndClose(); // waits for all, however long that takes
        report.throwIfFailed(); // if a task has failed, ever
        log(report.drained() + " ended while it closed");
        // end
        assertThat(told).hasSize(1);
        assertThat(report.isClean()).isTrue();
    }

    private void send(String letter) {
        told.add(letter);
    }

    @Test
    void workersComeAndGo() throws Exception {
        BlockingQueue<String> mail = new LinkedBlockingQueue<>();
        // shown: workers
        try (var mailers = WorkerPool.open("mailers", () -> {
            while (true) {
                send(mail.take()); // the interrupt of stop() ends it here
            }
        })) {
            mailers.start(5);
            long[] stopped = mailers.stop(2); // the youngest first: 5, 4
            mailers.scaleTo(8);
            // end
            assertThat(stopped).containsExactly(5, 4);
            assertThat(mailers.size()).isEqualTo(8);
            mail.add("hello");
            Eventually.eventually("it is sent", () -> told.contains("hello"));
            // shown: workers
        } // cancels them, and waits 5 s for those that do not heed it
        // end
    }

    @Test
    void theEndOfAWorkerIsHeardOf() throws Exception {
        // shown: worker-ends
        WorkerPool mailers = WorkerPool.builder("mailers", () -> send("one letter"))
                .options(TaskOptions.defaults().onDone(task -> log(task.name() + " " + task.state())))
                .open();
        // end
        try (mailers) {
            mailers.start(1);
            assertThat(mailers.awaitIdle(ofSeconds(30))).isTrue();
        }
        assertThat(told).containsExactly("one letter", "mailers#1 SUCCEEDED");
    }
}
