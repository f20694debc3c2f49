package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome.Failure;
import io.github.stint.Supervised.State;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.OtherThread;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The uncaught exception handler of a task's thread, by which the task is found, and bodies that set one of their own. */
class UncaughtHandlerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static void setOwn() {
        Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {});
    }

    @Test
    void aTaskIsFoundByItsBodyAndByNobodyElse() throws Exception {
        BlockingQueue<Optional<Task<?>>> child = new ArrayBlockingQueue<>(1);
        try (TaskPool pool = TaskPool.open("found", 1)) {
            Task<Optional<Task<?>>> task = pool.submit(() -> {
                Thread ignored = Thread.ofVirtual().start(() -> child.add(Task.current()));
                return Task.current();
            });
            assertThat(task.await()).contains(task);
        }
        assertThat(child.take()).as("a thread that the body starts").isEmpty();
        assertThat(Task.current()).isEmpty();
        assertThat(OtherThread.run(Task::current).value()).isEmpty();
    }

    @Test
    void afterABodyThatHasSetItsOwnItsCallbackIsFoundAsThatOfTheTask() throws Exception {
        BlockingQueue<Throwable> refused = new ArrayBlockingQueue<>(1);
        try (TaskPool pool = TaskPool.open("callback", 1)) {
            Task<Integer> task = pool.submit(
                    TaskOptions.defaults().onDone(done -> {
                        try {
                            pool.awaitIdle();
                        } catch (IllegalStateException | InterruptedException e) {
                            refused.add(e);
                        }
                    }),
                    () -> {
                        setOwn();
                        return 1;
                    });
            assertThat(task.await()).isEqualTo(1);
            assertThat(refused.take()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theNextTaskOfTheSameThreadHasNothingOfIt() throws Exception {
        Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
        try (TaskPool pool = TaskPool.open("next", 1)) {
            List<Thread> threads = new CopyOnWriteArrayList<>();
            List<Boolean> areFound = pool.map(IntStream.range(0, 3).boxed().toList(), 1, n -> {
                        threads.add(Thread.currentThread());
                        boolean isFound = Task.current().isPresent();
                        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
                        return isFound;
                    })
                    .results();
            assertThat(areFound).containsOnly(true);
            assertThat(threads).as("one thread for all").containsOnly(threads.getFirst());
        }
        assertThat(uncaught).isEmpty();
    }

    @Test
    void aSevereErrorOfTheNextTaskGoesToTheDefaultHandler() throws Exception {
        Queue<Throwable> leftBefore = new ConcurrentLinkedQueue<>();
        Queue<Throwable> byDefault = new ConcurrentLinkedQueue<>();
        Error error = new Error("severe");
        UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> byDefault.add(e));
        try (TaskPool pool =
                TaskPool.builder("severe").size(1).queue(1).reuseThreads().open()) {
            Gate hold = new Gate();
            Task<Thread> first = pool.submit(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> leftBefore.add(e));
                hold.pass();
                return Thread.currentThread();
            });
            BlockingQueue<Thread> second = new ArrayBlockingQueue<>(1);
            Task<Object> next = pool.submit(() -> {
                second.add(Thread.currentThread());
                throw error;
            });
            hold.open();
            assertThat(next.join()).isEqualTo(new Failure<>(error));
            assertThat(second.take()).isSameAs(first.await());
            assertThat(pool.awaitIdle(LONG)).isTrue();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(leftBefore).isEmpty();
        assertThat(byDefault).containsExactly(error);
    }

    @Test
    void whatIsRunAgainAndAgainIsFoundInEachRunAndCanBeStoppedInItsPauses() {
        VirtualTicker ticker = new VirtualTicker();
        Queue<Boolean> areFound = new ConcurrentLinkedQueue<>();
        try (TaskService service = TaskService.builder("again").ticker(ticker).open()) {
            Supervised it = service.runForever(
                    "poller", RestartPolicy.always().jitter(0).backoff(SECOND, SECOND), () -> {
                        areFound.add(Task.current().isPresent());
                        setOwn();
                        throw new IllegalStateException("down");
                    });
            eventually("it pauses", () -> it.state() == State.BACKING_OFF);
            ticker.awaitParked(1);
            ticker.advance(SECOND);
            eventually("it pauses again", () -> it.restarts() == 2 && it.state() == State.BACKING_OFF);
            ticker.awaitParked(1);
            it.cancel("enough");
            eventually("it has ended", () -> it.task().isDone());
            assertThat(it.task().cancelReason()).isPresent();
        }
        assertThat(areFound).containsExactly(true, true);
    }
}
