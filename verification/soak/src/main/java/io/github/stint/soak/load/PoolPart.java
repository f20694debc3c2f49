package io.github.stint.soak.load;

import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.soak.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A pool with two submitters, and one who resizes it to a random size from 0 to 64 every 50 ms and locks it now and then.
 * Submitters submit bursts, cancel what is to be cancelled, and use the faces for many.
 */
public final class PoolPart implements Part {

    private static final int SIZE_AT_REST = 16;
    private static final int LARGEST = 64;
    private static final int BURST = 24;
    private static final Duration BETWEEN_RESIZES = Duration.ofMillis(50);
    private static final Duration LOCKED_FOR = Duration.ofMillis(2);

    private final Accounts accounts;
    private final Book book;
    private final TaskPool pool;
    private final Gauge gauge;
    private final Dice resizing;
    private final List<Dice> submitting;
    private final ReadWriteLock locking = new ReentrantReadWriteLock();

    /** Opens the pool. */
    public PoolPart(String name, int queue, boolean reuseThreads, Accounts accounts, Dice dice) {
        this.accounts = accounts;
        this.book = accounts.open(name, Book.Kind.TASKS);
        TaskPool.Builder builder =
                TaskPool.builder(name).size(SIZE_AT_REST).queue(queue).listener(book);
        this.pool = (reuseThreads ? builder.reuseThreads() : builder).open();
        this.gauge = new Gauge(pool);
        this.resizing = dice.split();
        this.submitting = List.of(dice.split(), dice.split());
    }

    @Override
    public List<Actor> actors() {
        List<Actor> actors = new ArrayList<>();
        for (Dice dice : submitting) {
            ManyAtOnce many = new ManyAtOnce(pool, book, gauge, dice, locking.readLock());
            actors.add(new Actor("submits to " + pool.name(), () -> step(dice, many)));
        }
        actors.add(new Actor("resizes " + pool.name(), this::resize));
        return actors;
    }

    Gauge gauge() {
        return gauge;
    }

    // ---- who submits

    private void step(Dice dice, ManyAtOnce many) throws Exception {
        try {
            int number = dice.below(100);
            if (number < 60) {
                burst(dice);
            } else if (number < 75) {
                askAtOnce(dice);
            } else {
                many.step();
            }
        } catch (TaskRejectedException locked) {
            if (locked.why() == TaskRejectedException.Why.CLOSED) {
                throw locked;
            }
        }
    }

    /** Hands many over, cancels some, and waits for all; who fails is heard of by a callback. */
    private void burst(Dice dice) throws InterruptedException {
        List<Task<Integer>> tasks = new ArrayList<>();
        try {
            for (int i = dice.between(1, BURST); i > 0; i--) {
                Plan plan = Plan.draw(dice);
                submit(dice, plan).ifPresent(task -> tasks.add(cancelled(plan, task, dice)));
            }
        } finally {
            for (Task<Integer> task : tasks) {
                task.join();
            }
        }
    }

    private Optional<Task<Integer>> submit(Dice dice, Plan plan) throws InterruptedException {
        TaskOptions options = plan.in(TaskOptions.defaults()).onDone(Task::isDone);
        return switch (dice.below(10)) {
            case 0 -> accepted(pool.trySubmit(options, gauge.measured(plan.body(book))));
            case 1 -> submitInTime(options, Duration.ofMillis(dice.below(5)), plan);
            default -> accepted(Optional.of(pool.submit(options, gauge.measured(plan.body(book)))));
        };
    }

    private Optional<Task<Integer>> submitInTime(TaskOptions options, Duration atMost, Plan plan)
            throws InterruptedException {
        try {
            return accepted(Optional.of(pool.submit(options, atMost, gauge.measured(plan.body(book)))));
        } catch (TaskRejectedException full) {
            if (full.why() != TaskRejectedException.Why.FULL) {
                throw full;
            }
            return Optional.empty();
        }
    }

    private Optional<Task<Integer>> accepted(Optional<Task<Integer>> task) {
        book.handed(task.isPresent() ? 1 : 0);
        return task;
    }

    private Task<Integer> cancelled(Plan plan, Task<Integer> task, Dice dice) {
        if (plan.wantsCancel()) {
            var _ = dice.inThousand(500) ? task.cancel("planned") : pool.cancel(task.id(), "planned");
        }
        return task;
    }

    /** One task, whose submitter waits for it at once and so is the one who asks. */
    private void askAtOnce(Dice dice) throws InterruptedException {
        Plan plan = Plan.drawForMany(dice);
        Task<Integer> task = pool.submit(plan.in(TaskOptions.named("asked")), gauge.measured(plan.body(book)));
        book.handed(1);
        task.join();
    }

    // ---- who steers

    private void resize() throws InterruptedException {
        Thread.sleep(BETWEEN_RESIZES);
        gauge.resize(resizing.below(LARGEST + 1));
        accounts.resized();
        if (resizing.inThousand(20) && locking.writeLock().tryLock()) {
            try {
                lockForAMoment();
            } finally {
                locking.writeLock().unlock();
            }
        }
    }

    private void lockForAMoment() throws InterruptedException {
        pool.lock();
        try {
            Thread.sleep(LOCKED_FOR);
        } finally {
            pool.unlock();
        }
    }

    // ---- rest, and the end

    @Override
    public void relax() {
        gauge.resize(SIZE_AT_REST);
    }

    @Override
    public boolean rest(Duration atMost) throws InterruptedException {
        return pool.awaitIdle(atMost);
    }

    @Override
    public List<Check> checksBeforeTheEnd() throws InterruptedException {
        return List.of(Permits.check(pool, book, gauge));
    }

    @Override
    public void close() throws InterruptedException {
        Closing.close(pool, Shutdown.drainFor(Duration.ofSeconds(10)), book, accounts);
    }

    @Override
    public String toString() {
        return pool.toString();
    }
}
