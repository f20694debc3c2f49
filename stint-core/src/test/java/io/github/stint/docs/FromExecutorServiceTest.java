package io.github.stint.docs;

import static io.github.stint.test.Eventually.eventually;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CloseReport;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.test.Gate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What docs/from-executors.md shows of executors, and that it is true of them. */
class FromExecutorServiceTest {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Gate hold = new Gate();
    private final AtomicInteger polls = new AtomicInteger();

    private String fetch(String url) throws IOException, InterruptedException {
        if (url.startsWith("bad")) {
            throw new IOException(url);
        }
        if (url.equals("slow")) {
            hold.pass();
        }
        return "page " + url;
    }

    private String fetchStubbornly(String url) {
        hold.passStubbornly();
        return "page " + url;
    }

    private void store(String page) {
        told.add(page);
    }

    private void log(Object what) {
        told.add(String.valueOf(what));
    }

    @Test
    void manyTasksSoManyAtATime() throws Exception {
        List<String> urls = List.of("a", "b", "c");
        // shown: many-jdk
        Semaphore slots = new Semaphore(20);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String url : urls) {
                slots.acquire();
                Future<?> _ = executor.submit(() -> {
                    try {
                        store(fetch(url));
                    } finally {
                        slots.release();
                    }
                    return null;
                });
            }
        } // waits for all, without limit
        // end
        assertThat(told).containsExactlyInAnyOrder("page a", "page b", "page c");
        told.clear();
        // shown: many
        try (TaskPool pool = TaskPool.open("crawler", 20)) {
            for (String url : urls) {
                pool.submit(() -> store(fetch(url))); // waits for room
            }
        } // waits for all, for 10 s at most; then cancels
        // end
        assertThat(told).containsExactlyInAnyOrder("page a", "page b", "page c");
    }

    @Test
    void allOfSome() throws Exception {
        List<Callable<String>> calls = List.of(() -> fetch("a"), () -> fetch("b"));
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            // shown: all-jdk
            List<String> pages = new ArrayList<>();
            for (Future<String> future : executor.invokeAll(calls)) { // waits for all, failed or not
                pages.add(future.get()); // or ExecutionException
            }
            // end
            assertThat(pages).containsExactly("page a", "page b");
            Thread waiter = Thread.ofVirtual().start(() -> {
                try {
                    executor.invokeAll(List.of(() -> fetch("bad"), () -> fetch("slow")));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            hold.awaitArrived(1);
            assertThat(waiter.isAlive()).isTrue();
            hold.open();
            waiter.join();
            assertThat(hold.interrupts()).isZero();
        }
        // shown: all
        List<String> pages = Tasks.gather(calls); // or TaskGroupException, as soon as the others have ended
        // end
        assertThat(pages).containsExactly("page a", "page b");
    }

    @Test
    void anyOfSome() throws Exception {
        List<Callable<String>> calls = List.of(() -> fetch("bad"), () -> fetch("b"));
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            // shown: any-jdk
            String first = executor.invokeAny(calls);
            // end
            assertThat(first).isEqualTo("page b");
            List<Callable<String>> oneStays = List.of(() -> fetchStubbornly("a"), () -> fetch("b"));
            assertThat(executor.invokeAny(oneStays)).isEqualTo("page b"); // does not wait for what it has cancelled
            hold.open();
            assertThatThrownBy(() -> executor.invokeAny(List.of(() -> fetch("bad"), () -> fetch("bad too"))))
                    .isInstanceOf(ExecutionException.class)
                    .satisfies(it -> assertThat(it.getSuppressed()).isEmpty());
        }
        // shown: any
        String first = Tasks.race(calls);
        // end
        assertThat(first).isEqualTo("page b");
        assertThatThrownBy(() -> Tasks.race(() -> fetch("bad"), () -> fetch("bad too")))
                .isInstanceOfSatisfying(
                        TaskGroupException.class,
                        it -> assertThat(it.failures()).hasSize(2));
    }

    @Test
    void aHandle() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                TaskPool pool = TaskPool.open("crawler", 20);
                hold) {
            // shown: handle-jdk
            Future<String> future = executor.submit(() -> fetchStubbornly("home"));
            // end
            hold.awaitArrived(1);
            // shown: handle-jdk
            try {
                log(future.get(50, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                future.cancel(true);
            }
            log(future.isDone()); // true, and fetchStubbornly still runs
            // end
            // shown: handle
            Task<String> task = pool.submit(() -> fetchStubbornly("home"));
            // end
            hold.awaitArrived(2);
            // shown: handle
            try {
                log(task.await(ofMillis(50)));
            } catch (TimeoutException e) {
                task.cancel("too slow");
            }
            log(task.isDone()); // false; its state is CANCELLING
            // end
            assertThat(told).containsExactly("true", "false");
            assertThat(task.state()).isEqualTo(TaskState.CANCELLING);
        }
    }

    @Test
    void asTheyComplete() throws Exception {
        List<String> urls = List.of("a", "b");
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                TaskPool pool = TaskPool.open("crawler", 20)) {
            // shown: completed-jdk
            CompletionService<String> completed = new ExecutorCompletionService<>(executor);
            for (String url : urls) {
                completed.submit(() -> fetch(url));
            }
            for (int i = 0; i < urls.size(); i++) {
                store(completed.take().get());
            }
            // end
            // shown: completed
            try (var pages = pool.stream(urls, 20, this::fetch)) {
                pages.forEach(this::store);
            }
            // end
        }
        assertThat(told).hasSize(4);
    }

    @Test
    void theEnd() throws Exception {
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        // shown: end-jdk
        executor.shutdown();
        if (!executor.awaitTermination(30, TimeUnit.SECONDS)) {
            executor.shutdownNow();
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                log("something did not end");
            }
        }
        // end
        TaskPool pool = TaskPool.open("crawler", 20);
        // shown: end
        CloseReport report = pool.shutdown(Shutdown.drainFor(ofSeconds(30)).thenCancelFor(ofSeconds(5)));
        report.stragglers().forEach(straggler -> log(straggler)); // what did not end, and where it stands
        // end
        assertThat(report.isClean()).isTrue();
        assertThat(told).isEmpty();
    }

    private void poll() {
        if (polls.incrementAndGet() == 2) {
            throw new IllegalStateException("no answer");
        }
    }

    @Test
    void againAndAgain() throws Exception {
        // shown: again-jdk
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        Future<?> polling = timer.scheduleAtFixedRate(this::poll, 10, 10, TimeUnit.MILLISECONDS);
        // end
        try (timer) {
            assertThatThrownBy(polling::get).isInstanceOf(ExecutionException.class);
            assertThat(polls).hasValue(2); // and never again, and nobody was told
        }
        // shown: again
        TaskService background = TaskService.open("background");
        background.every("poll", ofMillis(10), this::poll);
        // end
        try (background) {
            polls.set(0);
            eventually("it goes on after the failure", () -> polls.get() > 3);
        }
    }

    @Test
    void theOtherFace() throws Exception {
        try (TaskPool pool = TaskPool.builder("crawler").size(20).queue(100).open()) {
            // shown: face
            ExecutorService executor = pool.asExecutorService();
            // end
            Future<String> page = executor.submit(() -> fetch("home"));
            assertThat(page.get()).isEqualTo("page home");
            assertThat(pool.stats().submitted()).isEqualTo(1);
        }
    }
}
