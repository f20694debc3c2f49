package io.github.stint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome;
import io.github.stint.OwnerState;
import io.github.stint.Stats;
import io.github.stint.Task;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskInfo;
import io.github.stint.TaskOptions;
import io.github.stint.TaskOwner;
import io.github.stint.TaskPool;
import io.github.stint.spi.ContextPropagator;
import io.github.stint.spi.TaskListener;
import io.github.stint.test.Gate;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What docs/guide.md shows of errors, names, context and watching. */
class GuideErrorsTest {

    private static final ScopedValue<String> TENANT = ScopedValue.newInstance();
    private static final ThreadLocal<String> TRACE = new ThreadLocal<>();

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Gate hold = new Gate();

    private String fetch(String url) throws IOException, InterruptedException {
        if (url.equals("bad")) {
            throw new IOException("404");
        }
        if (url.equals("slow")) {
            hold.pass();
        }
        return "page " + url;
    }

    private void log(Object what) {
        told.add(String.valueOf(what));
    }

    @Test
    void whoAsksForAValueGetsTheFailure() throws Exception {
        try (var pool = TaskPool.open("crawler", 20)) {
            // shown: failed
            try {
                log(pool.submit(TaskOptions.named("home"), () -> fetch("bad")).await());
            } catch (TaskFailedException e) {
                log(e.getMessage());
                log(e.getCause()); // what the body threw, untouched
            }
            // end
        }
        // shown: failed-line
        String seen = """
            task 'crawler/home#1' failed: java.io.IOException: 404
            java.io.IOException: 404
            """;
        // end
        assertThat(told).containsExactlyElementsOf(seen.lines().toList());
    }

    @Test
    void aFailureNobodyAskedAboutIsLogged() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool")) {
            try (var pool = TaskPool.open("crawler", 20)) {
                pool.submit(TaskOptions.named("home"), () -> fetch("bad"));
            }
            // shown: unasked
            String seen = """
                task 'crawler/home#1' failed and nobody asked
                """;
            // end
            assertThat(log.records()).singleElement().satisfies(it -> {
                assertThat(it.getMessage()).isEqualTo(seen.strip());
                assertThat(it.getThrown()).isInstanceOf(IOException.class);
            });
        }
    }

    @Test
    void namesTellWhoseItIs() throws Exception {
        try (var pool = TaskPool.open("crawler", 20)) {
            // shown: names
            TaskOptions options = TaskOptions.named("fetch").group("frontier");
            Task<String> task =
                    pool.submit(options, () -> Thread.currentThread().getName());
            log(task.name()); // crawler/frontier/fetch#1
            // end
            assertThat(task.await()).isEqualTo("crawler/frontier/fetch#1");
        }
        assertThat(told).containsExactly("crawler/frontier/fetch#1");
    }

    @Test
    void whatIsNamedIsCarried() throws Exception {
        // shown: context
        TaskPool pool = TaskPool.builder("crawler")
                .size(20)
                .context(ContextPropagator.scopedValues(TENANT).and(ContextPropagator.threadLocals(TRACE)))
                .open();
        // end
        try (pool) {
            TRACE.set("7");
            ScopedValue.where(TENANT, "acme").call(() -> {
                // shown: context
                pool.submit(() -> log(TENANT.get() + " " + TRACE.get())); // what they are here, now
                // end
                return true;
            });
        } finally {
            TRACE.remove();
        }
        assertThat(told).containsExactly("acme 7");
    }

    /** What a library for logs has: a map for each thread. */
    private static final class Mdc {

        private static final ThreadLocal<Map<String, String>> MAP = ThreadLocal.withInitial(Map::of);

        static Map<String, String> copy() {
            return MAP.get();
        }

        static void set(Map<String, String> map) {
            MAP.set(map);
        }

        static void clear() {
            MAP.remove();
        }
    }

    // shown: own-context
    /** Carries what the log says beside each line. */
    static final class LogContext implements ContextPropagator {

        @Override
        public Captured capture() { // on the thread that hands over
            Map<String, String> there = Mdc.copy();
            return new Captured() {
                @Override
                public <T> T call(Callable<T> body) throws Exception { // on the thread of the task
                    Mdc.set(there);
                    try {
                        return body.call();
                    } finally {
                        Mdc.clear();
                    }
                }
            };
        }
    }
    // end

    @Test
    void whateverAThreadHasCanBeCarried() throws Exception {
        Mdc.set(Map.of("user", "ada"));
        try (var pool = TaskPool.builder("crawler")
                .size(1)
                .reuseThreads()
                .context(new LogContext())
                .open()) {
            assertThat(pool.submit(() -> Mdc.copy().get("user")).await()).isEqualTo("ada");
            Mdc.clear();
            assertThat(pool.submit(() -> Mdc.copy().size()).await()).isZero();
        } finally {
            Mdc.clear();
        }
    }

    @Test
    void anOwnerCanBeLookedAt() throws Exception {
        try (var pool = TaskPool.open("crawler", 2);
                hold) {
            pool.submit(() -> fetch("slow"));
            hold.awaitArrived(1);
            // shown: look
            for (TaskOwner owner : TaskOwner.allOpen()) { // of this JVM, groups and streams among them
                Stats stats = owner.stats(); // all numbers of one moment, so that they add up
                log(owner.name() + ": " + stats.running() + " of " + stats.limit() + " run");
                for (TaskInfo task : owner.tasks()) {
                    log(task.name() + " " + task.state() + " for "
                            + task.ranFor().toMillis() + " ms");
                }
            }
            // end
            assertThat(pool.stats().state()).isEqualTo(OwnerState.OPEN);
            assertThat(told).hasSize(2);
            assertThat(told.getFirst()).isEqualTo("crawler: 1 of 2 run");
            assertThat(told.getLast()).startsWith("crawler#1 RUNNING for ");
            hold.open();
        }
    }

    @Test
    void aListenerHearsOfEverything() throws Exception {
        // shown: listener
        TaskPool pool = TaskPool.builder("crawler")
                .size(20)
                .listener(new TaskListener() {
                    @Override
                    public void ended(Task<?> task, Outcome<?> outcome) {
                        log(task.name() + " " + task.state());
                    }
                })
                .open();
        // end
        try (pool) {
            pool.submit(() -> fetch("home"));
        }
        assertThat(told).containsExactly("crawler#1 SUCCEEDED");
    }

    @Test
    void otherPeoplesTypesAreServed() throws Exception {
        try (var pool = TaskPool.builder("crawler").size(2).queue(100).open()) {
            Task<String> task = pool.submit(() -> fetch("home"));
            // shown: others
            CompletableFuture<String> future = task.toCompletableFuture(); // to cancel it cancels the task
            ExecutorService executor = pool.asExecutorService(); // for code that wants one; the same pool
            // end
            assertThat(future.get()).isEqualTo("page home");
            Future<String> news = executor.submit(() -> fetch("news"));
            assertThat(news.get()).isEqualTo("page news");
            assertThat(pool.stats().submitted()).isEqualTo(2);
        }
    }
}
