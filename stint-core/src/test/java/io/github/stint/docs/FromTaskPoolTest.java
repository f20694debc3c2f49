package io.github.stint.docs;

import static io.github.stint.test.Eventually.eventually;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelResult;
import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.Stats;
import io.github.stint.Task;
import io.github.stint.TaskBatch;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.WorkerPool;
import io.github.stint.test.Gate;
import io.github.stint.testing.Aside;
import io.github.stint.testing.CountedSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** What docs/from-asyncio.md shows beside asyncio_taskpool. */
class FromTaskPoolTest {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> urls = List.of("a", "b", "c");
    private final Gate hold = new Gate();

    private String fetch(String url) throws IOException {
        if (url.equals("bad")) {
            throw new IOException("not found");
        }
        return "page " + url;
    }

    private String fetchSlowly(String url) throws InterruptedException {
        hold.pass();
        return "page " + url;
    }

    private void log(Object what) {
        told.add(what.toString());
    }

    @Test
    void theSizeOrThatThereIsNoneIsSaid() {
        // shown: new
        TaskPool pool = TaskPool.open("crawler", 20);
        TaskPool unbounded = TaskPool.builder("mails").unlimited().open();
        // end
        try (pool;
                unbounded) {
            assertThat(pool.size()).isEqualTo(20);
            assertThat(unbounded.size()).isEqualTo(Integer.MAX_VALUE);
        }
        assertThatThrownBy(() -> TaskPool.builder("crawler").open()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void cancellingSaysWhatItFound() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 20)) {
            Task<String> home = pool.submit(() -> fetchSlowly("home"));
            hold.awaitArrived(1);
            // shown: cancel
            CancelResult found = pool.cancel(home.id(), "not needed"); // REQUESTED
            Map<Long, CancelResult> each = pool.cancel(List.of(home.id(), 99L), "nor these"); // 99: UNKNOWN_ID
            // end
            assertThat(found).isEqualTo(CancelResult.REQUESTED);
            assertThat(each.get(99L)).isEqualTo(CancelResult.UNKNOWN_ID);
            assertThat(each.get(home.id())).isIn(CancelResult.ALREADY_CANCELLING, CancelResult.ALREADY_ENDED);
            assertThat(home.cancelReason().orElseThrow().why()).isEqualTo("not needed");
        }
    }

    @Test
    void aGroupIsCancelledWithItsSource() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 20)) {
            TaskBatch<String> batch = pool.map("frontier", CountedSource.endless(), 2, url -> fetchSlowly("a"));
            pool.map("probes", CountedSource.endless(), 2, url -> fetchSlowly("b"));
            pool.submit(() -> fetchSlowly("c"));
            hold.awaitArrived(5);
            // shown: cancel-group
            pool.cancelGroup("probes", "enough"); // its source is read no more, what waits never starts
            batch.cancel("enough"); // the same, by what map has returned
            pool.cancelAll("closing time"); // everything; the pool stays open
            // end
            assertThat(pool.awaitIdle(ofSeconds(20))).isTrue();
            assertThat(pool.stats().cancelled()).isGreaterThanOrEqualTo(5);
            assertThat(pool.submit(() -> 1).await()).isEqualTo(1);
        }
    }

    @Test
    void theIdsOfGroupsAreThoseOfTheLiving() {
        try (hold;
                TaskPool pool = TaskPool.open("crawler", 20)) {
            TaskBatch<String> batch = pool.map("frontier", urls, 2, this::fetchSlowly);
            pool.apply("probes", 2, () -> fetchSlowly("health"));
            hold.awaitArrived(4);
            // shown: ids
            Set<Long> both = pool.ids("frontier", "probes");
            Set<Long> one = batch.ids();
            // end
            assertThat(both).hasSizeGreaterThanOrEqualTo(4).containsAll(one);
            assertThat(pool.ids("nobody")).isEmpty();
            hold.open();
        }
    }

    @Test
    void endedTasksAreKeptOnRequest() throws Exception {
        // shown: flush
        TaskPool pool = TaskPool.builder("crawler").size(20).keepEnded(1_000).open();
        // end
        try (pool) {
            pool.apply("probes", 3, () -> fetch("health")).results();
            pool.submit(() -> fetch("bad"));
            assertThat(pool.awaitIdle(ofSeconds(20))).isTrue();
            // shown: flush

            for (Task<?> ended : pool.flush()) { // since the last call; waits for nobody, throws for nobody
                log(ended.outcome().orElseThrow());
            }
            // end
            assertThat(told).hasSize(4).anyMatch(it -> it.contains("not found"));
            assertThat(pool.flush()).isEmpty();
        }
    }

    @Test
    void closesWhenAllHasEndedAndThrowsOnlyThen() throws Exception {
        TaskPool pool = TaskPool.open("crawler", 2);
        TaskBatch<String> batch = pool.map("frontier", List.of("a", "bad", "b"), 1, this::fetch);
        try {
            // shown: gather
            CloseReport report = pool.gatherAndClose(); // closed, whatever failed
            log("closed in " + report.took());
            report.throwIfFailed(); // the first failure of the pool's life
            // end
            throw new AssertionError("one has failed");
        } catch (TaskFailedException e) {
            assertThat(e.getCause()).hasMessage("not found");
        }
        assertThat(pool.stats().succeeded()).isEqualTo(2);
        assertThat(batch.isDone()).isTrue();
        assertThat(told).hasSize(1);
    }

    @Test
    void lockingKeepsOutsidersOut() throws Exception {
        try (hold;
                TaskPool pool = TaskPool.open("crawler", 2)) {
            TaskBatch<String> batch = pool.map("frontier", urls, 1, this::fetchSlowly);
            hold.awaitArrived(1);
            // shown: lock
            pool.lock(); // submit and map throw TaskRejectedException; what was accepted goes on
            boolean locked = pool.isLocked();
            boolean full = pool.isFull(); // submit would wait
            pool.unlock();
            // end
            assertThat(locked).isTrue();
            assertThat(full).isFalse();
            pool.lock();
            assertThatThrownBy(() -> pool.submit(() -> fetch("a"))).isInstanceOf(TaskRejectedException.class);
            hold.open();
            assertThat(batch.results()).hasSize(3);
        }
    }

    @Test
    void theSizeIsReadAndChangedWhileTasksRun() {
        try (hold;
                TaskPool pool = TaskPool.builder("crawler").size(1).queue(10).open()) {
            for (String url : urls) {
                assertThat(pool.trySubmit(() -> fetchSlowly(url))).isPresent();
            }
            // shown: size
            Stats now = pool.stats(); // all numbers of one moment
            log(now.running() + " run, " + now.queued() + " wait, " + now.ended() + " have ended");
            pool.resize(50); // starts who waits, at once; a smaller size stops nobody, 0 pauses
            // end
            assertThat(told).containsExactly("1 run, 2 wait, 0 have ended");
            assertThat(pool.size()).isEqualTo(50);
            assertThat(pool.stats().running()).isEqualTo(3);
            hold.open();
        }
    }

    @Test
    void othersMayWaitForTheEnd() throws Exception {
        TaskPool pool = TaskPool.open("crawler", 2);
        Aside<Void> waiting = Aside.run(() -> {
            // shown: until-closed
            pool.awaitClosed();
            // end
        });
        waiting.awaitWaiting();
        pool.close();
        assertThat(waiting.value()).isNull();
    }

    @Test
    void applyRunsTheSameSoManyTimes() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 2)) {
            // shown: apply
            TaskBatch<String> probes = pool.apply("probes", 5, () -> fetch("health"));
            // end
            assertThat(probes.results()).hasSize(5).containsOnly("page health");
            assertThat(probes.group()).isEqualTo("probes");
        }
    }

    @Test
    void mapRunsAFunctionOverASource() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 20)) {
            // shown: map
            TaskBatch<String> pages = pool.map("frontier", urls, 4, this::fetch); // 4 of the pool's 20
            TaskBatch<String> others = pool.map(urls, 4, this::fetch); // in a group named map-1
            // end
            assertThat(pages.results()).containsExactly("page a", "page b", "page c");
            assertThat(others.results()).isEqualTo(pages.results());
            assertThat(others.group()).isEqualTo("map-1");
        }
    }

    private String ask(String shop, int page) {
        return shop + page;
    }

    // shown: starmap
    record Request(String shop, int page, boolean fresh) {}
    // end

    private String ask(Request request) {
        return request.shop() + request.page() + (request.fresh() ? "!" : "");
    }

    @Test
    void starmapTakesPairsAndMapTakesRecords() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 20)) {
            // shown: starmap

            TaskBatch<String> pairs = pool.starmap(List.of(Map.entry("a", 1), Map.entry("b", 2)), 4, this::ask);
            TaskBatch<String> named = pool.map(List.of(new Request("a", 1, true)), 4, this::ask);
            // end
            assertThat(pairs.results()).containsExactly("a1", "b2");
            assertThat(named.results()).containsExactly("a1!");
        }
    }

    private void store(String page) {
        told.add(page);
    }

    @Test
    void resultsAreThereForTheAsking() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 20)) {
            TaskBatch<String> batch = pool.map(urls, 4, this::fetch);
            // shown: results
            List<String> pages = batch.results(); // waits; in the order of the source; throws if one failed
            List<Outcome<String>> outcomes = batch.outcomes(); // waits; never throws for a task's sake
            pool.forEach(urls, 4, url -> store(fetch(url))); // keeps none
            try (var stream = pool.stream(urls, 4, this::fetch)) { // as they come
                stream.forEach(this::store);
            }
            // end
            assertThat(pages).containsExactly("page a", "page b", "page c");
            assertThat(outcomes).hasSize(3).allMatch(Outcome::isSuccess);
        }
        assertThat(told).hasSize(6);
    }

    @Test
    void callbacksComeInTheirOrder() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 1)) {
            // shown: callbacks
            TaskOptions options = TaskOptions.named("fetch")
                    .onCancelled(task -> log(task.name() + " was cancelled")) // it still holds its slot
                    .onDone(task -> log(task.name() + " has ended")); // its slot is free
            Task<String> home = pool.submit(options, () -> fetchSlowly("home"));
            home.onDone(task -> log(task.state())); // as many as you like, at any time
            // end
            hold.awaitArrived(1);
            home.cancel();
        }
        assertThat(told).containsExactly("crawler/fetch#1 was cancelled", "crawler/fetch#1 has ended", "CANCELLED");
    }

    private void send(String mail) {
        told.add(mail);
    }

    @Test
    void workersAreStartedAndStoppedTheYoungestFirst() throws Exception {
        BlockingQueue<String> mail = new LinkedBlockingQueue<>();
        // shown: workers
        WorkerPool mailers = WorkerPool.open("mailers", () -> {
            while (true) {
                send(mail.take());
            }
        });
        List<Task<Void>> started = mailers.start(5);
        long[] stopped = mailers.stop(2); // 5, 4: the youngest first
        mailers.scaleTo(8);
        // end
        try (mailers) {
            assertThat(started).hasSize(5);
            assertThat(stopped).containsExactly(5, 4);
            assertThat(mailers.size()).isEqualTo(8);
            mail.add("hello");
            eventually("it is sent", () -> told.contains("hello"));
            // shown: workers

            long[] rest = mailers.stopAll();
            String name = mailers.name(); // there is no func_name: a lambda has none
            // end
            assertThat(rest).hasSize(8);
            assertThat(name).isEqualTo("mailers");
        }
    }

    @Test
    void namesTellTheOwnerTheGroupAndTheNumber() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 20)) {
            // shown: names
            Task<String> home = pool.submit(
                    TaskOptions.named("fetch").group("frontier"),
                    () -> Thread.currentThread().getName());
            long id = home.id(); // 1, and the next is 2
            String name = home.name(); // crawler/frontier/fetch#1
            // end
            assertThat(id).isEqualTo(1);
            assertThat(home.await()).isEqualTo(name).isEqualTo("crawler/frontier/fetch#1");
        }
    }

    private void handle(String item) {
        told.add("handled " + item);
    }

    @Test
    void anItemIsProcessedHoweverItsHandlingEnds() throws Exception {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>(List.of("a"));
        CountDownLatch processed = new CountDownLatch(1);
        // shown: queue
        String item = queue.take();
        try {
            handle(item);
        } finally {
            processed.countDown();
        }
        // end
        assertThat(processed.getCount()).isZero();
        assertThat(told).containsExactly("handled a");
    }
}
