package io.github.stint.soak.load;

import io.github.stint.ResultStream;
import io.github.stint.Task;
import io.github.stint.TaskBatch;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;

/** What one submitter does with the faces of a pool that take many tasks: batches, streams, groups, and the executor. */
final class ManyAtOnce {

    private static final int MOST = 40;
    private static final Duration LIMIT_OF_EACH = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofHours(1);

    private final TaskPool pool;
    private final Book book;
    private final Gauge gauge;
    private final Dice dice;
    private final Lock unlocked;

    /**
     * The steps of one submitter.
     *
     * @param unlocked who has it finds the pool unlocked
     */
    ManyAtOnce(TaskPool pool, Book book, Gauge gauge, Dice dice, Lock unlocked) {
        this.pool = pool;
        this.book = book;
        this.gauge = gauge;
        this.dice = dice;
        this.unlocked = unlocked;
    }

    void step() throws Exception {
        switch (dice.below(8)) {
            case 0 -> finish(pool.map(each(), plans(), dice.between(1, 8), this::run));
            case 1 -> finish(pool.forEach(each(), plans(), dice.between(1, 8), this::run));
            case 2 -> finish(pool.apply(each(), dice.below(MOST), () -> run(Plan.SLEEP)));
            case 3 -> readSome();
            case 4 -> publish();
            case 5 -> group();
            case 6 -> futures();
            default -> invoke();
        }
    }

    private TaskOptions each() {
        return TaskOptions.named("each").timeout(LIMIT_OF_EACH).onDone(Task::isDone);
    }

    private List<Plan> plans() {
        List<Plan> plans = new ArrayList<>();
        for (int i = dice.below(MOST); i > 0; i--) {
            plans.add(Plan.drawForMany(dice));
        }
        return plans;
    }

    private int run(Plan plan) throws Exception {
        return gauge.measured(plan.body(book)).call();
    }

    /** Waits for the end of a batch, or cancels it before that. */
    private void finish(TaskBatch<?> batch) throws InterruptedException {
        try {
            if (dice.inThousand(200)) {
                batch.awaitDone(Duration.ofMillis(dice.below(3)));
                batch.cancel("planned");
            }
            batch.awaitDone(LONG);
        } finally {
            book.handed(batch.stats().submitted());
        }
    }

    /** Reads a stream until it fails, or for some results, or to its end. */
    private void readSome() {
        int want = dice.inThousand(500) ? MOST : dice.below(5);
        ResultStream<Integer> stream = pool.stream(each(), plans(), dice.between(1, 8), this::run);
        try (stream) {
            for (int _ : stream) {
                want--;
                if (want <= 0) {
                    break;
                }
            }
        } catch (TaskFailedException asPlanned) {
            book.handed(0);
        } finally {
            book.handed(stream.stats().submitted());
        }
    }

    /** Subscribes to a stream, which ends by itself, or by a failure, or by the subscriber's cancel. */
    private void publish() throws InterruptedException {
        ResultStream<Integer> stream = pool.stream(each(), plans(), dice.between(1, 8), this::run);
        try (stream) {
            Reader reader = new Reader(dice.inThousand(500) ? Integer.MAX_VALUE : dice.between(1, 5));
            stream.publisher().subscribe(reader);
            reader.awaitEnd();
        } finally {
            book.handed(stream.stats().submitted());
        }
    }

    /** Several in one group, which is cancelled. */
    private void group() throws InterruptedException {
        String group = "g" + dice.below(3);
        TaskOptions options = TaskOptions.inGroup(group).onDone(Task::isDone);
        List<Task<Integer>> tasks = new ArrayList<>();
        try {
            for (int i = dice.between(1, 5); i > 0; i--) {
                tasks.add(pool.submit(options, gauge.measured(Plan.WAIT.body(book))));
                book.handed(1);
            }
        } finally {
            for (Task<Integer> task : tasks) {
                pool.cancelGroup(group, "planned");
                task.join();
            }
        }
    }

    /** As futures of the executor; some are cancelled, with and without an interrupt. */
    private void futures() throws InterruptedException {
        ExecutorService executor = pool.asExecutorService();
        List<Future<Integer>> futures = new ArrayList<>();
        try {
            for (int i = dice.between(1, 10); i > 0; i--) {
                futures.add(executor.submit(body(Plan.SLEEP)));
                book.handed(1);
            }
        } finally {
            for (Future<Integer> future : futures) {
                if (dice.inThousand(200) && future.cancel(dice.inThousand(500))) {
                    book.takenBack();
                }
                ask(future);
            }
        }
    }

    /** All at once: if the pool were locked in the middle of it, nobody could tell how many had been accepted. */
    private void invoke() throws InterruptedException {
        unlocked.lock();
        try {
            invokeAll();
        } finally {
            unlocked.unlock();
        }
    }

    private void invokeAll() throws InterruptedException {
        ExecutorService executor = pool.asExecutorService();
        List<Callable<Integer>> bodies = new ArrayList<>();
        for (int i = dice.between(1, 10); i > 0; i--) {
            bodies.add(body(dice.inThousand(20) ? Plan.FAIL : Plan.SLEEP));
        }
        for (Future<Integer> future : executor.invokeAll(bodies)) {
            ask(future);
        }
        book.handed(bodies.size());
    }

    private Callable<Integer> body(Plan plan) {
        return () -> run(plan);
    }

    private static void ask(Future<Integer> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException | CancellationException asPlanned) {
            assert future.isDone();
        }
    }
}
