package io.github.stint.soak.load;

import io.github.stint.Stats;
import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.soak.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether a pool at rest still has all its slots, and no more: so many bodies run at once as its size says. */
final class Permits {

    private static final List<Integer> SIZES = List.of(1, 7, 64);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Permits() {}

    static Check check(TaskPool pool, Book book, Gauge gauge) throws InterruptedException {
        return check(pool, book, gauge, PATIENCE);
    }

    static Check check(TaskPool pool, Book book, Gauge gauge, Duration patience) throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (int size : SIZES) {
            gauge.resize(size);
            int running = runningAtOnce(pool, book, gauge, size, patience);
            if (running != size) {
                wrong.add("'" + pool.name() + "' runs " + running + " at once, its size is " + size);
            }
        }
        return new Check(
                "permits of " + pool.name(),
                wrong.isEmpty() ? "1, 7, 64 at once" : wrong.size() + " sizes are not whole",
                "1, 7, 64 at once",
                wrong.isEmpty(),
                wrong);
    }

    /** Fills the pool until it declines, and counts who is in at once; a queue takes more than that, which must wait. */
    private static int runningAtOnce(TaskPool pool, Book book, Gauge gauge, int size, Duration patience)
            throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(size);
        CountDownLatch go = new CountDownLatch(1);
        List<Task<Integer>> tasks = new ArrayList<>();
        try {
            boolean accepts = true;
            while (accepts && tasks.size() <= 4 * size) {
                Optional<Task<Integer>> accepted = pool.trySubmit(gauge.measured(book.counted(() -> {
                    arrived.countDown();
                    go.await();
                    return 1;
                })));
                accepts = accepted.isPresent();
                accepted.ifPresent(tasks::add);
            }
            book.handed(tasks.size());
            boolean all = arrived.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            Stats stats = pool.stats();
            return all ? stats.running() : size - (int) arrived.getCount();
        } finally {
            go.countDown();
            for (Task<Integer> task : tasks) {
                task.join();
            }
        }
    }
}
