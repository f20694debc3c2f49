package io.github.stint.soak.load;

import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.WorkerPool;
import java.time.Duration;
import java.util.List;

/** A pool of workers that is scaled up and down; some workers fail by themselves, some return. */
public final class WorkerPart implements Part {

    private static final int MOST = 16;

    private final Accounts accounts;
    private final Book book;
    private final Dice dice;
    private final WorkerPool pool;

    /** Opens the pool. */
    public WorkerPart(String name, Accounts accounts, Dice dice) {
        this.accounts = accounts;
        this.book = accounts.open(name, Book.Kind.TASKS);
        this.dice = dice.split();
        Dice seeds = dice.split();
        this.pool = WorkerPool.builder(name, () -> {
                    book.counted(() -> work(seeds.split())).call();
                })
                .options(TaskOptions.named("worker").onDone(Task::isDone))
                .listener(book)
                .open();
    }

    private static int work(Dice dice) throws Exception {
        int done = 0;
        while (!dice.inThousand(10)) {
            done += Plan.SLEEP.run();
            done += dice.inThousand(10) ? Plan.FAIL.run() : Plan.COMPUTE.run();
        }
        return done;
    }

    @Override
    public List<Actor> actors() {
        return List.of(new Actor("scales " + pool.name(), this::step));
    }

    private void step() throws InterruptedException {
        switch (dice.below(4)) {
            case 0 -> pool.start(dice.below(4));
            case 1 -> pool.stop(dice.below(4));
            case 2 -> pool.stopAll();
            default -> pool.scaleTo(dice.below(MOST));
        }
        if (pool.size() > MOST) {
            pool.scaleTo(MOST);
        }
        Thread.sleep(Duration.ofMillis(dice.between(1, 10)));
    }

    @Override
    public boolean rest(Duration atMost) throws InterruptedException {
        pool.scaleTo(0);
        return pool.awaitIdle(atMost);
    }

    /** Nobody is told how many {@code scaleTo} starts, so what was handed over is what the pool says. */
    @Override
    public void close() throws InterruptedException {
        book.handed(pool.stats().submitted());
        Closing.close(pool, Shutdown.now(), book, accounts);
    }

    @Override
    public String toString() {
        return pool.toString();
    }
}
