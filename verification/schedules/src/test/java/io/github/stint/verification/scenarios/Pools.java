package io.github.stint.verification.scenarios;

import io.github.stint.OwnerState;
import io.github.stint.Stats;
import io.github.stint.TaskOwner;
import io.github.stint.TaskPool;
import io.github.stint.verification.schedules.World;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The pools of the scenarios, whose books must balance at any moment and be empty at the end. */
final class Pools {

    static final Duration SECOND = Duration.ofSeconds(1);

    private Pools() {}

    /** A pool with the time of the world, to be closed by the scenario. */
    static TaskPool open(World world, int size, int queue) {
        TaskPool.Builder builder = TaskPool.builder("p").size(size).queue(queue).ticker(new WorldTicker(world));
        return open(world, world.pick("reuse") ? builder.reuseThreads() : builder);
    }

    /** The same, built otherwise. */
    static TaskPool open(World world, TaskPool.Builder builder) {
        TaskPool pool = builder.open();
        world.atEnd(() -> {
            Stats stats = pool.stats();
            world.require(stats.state() == OwnerState.CLOSED, "not closed: " + stats);
            checkEmpty(world, pool, "at the end");
        });
        return pool;
    }

    /** What must hold whenever somebody looks. */
    static void checkBalance(World world, TaskOwner owner) {
        Stats stats = owner.stats();
        long accounted = stats.queued() + stats.running() + stats.succeeded() + stats.failed() + stats.cancelled();
        if (stats.submitted() != accounted || stats.stopping() > stats.running()) {
            world.fail("the books do not balance: " + stats);
        }
        if (Math.min(Math.min(stats.queued(), stats.running()), Math.min(stats.stopping(), stats.waiting())) < 0) {
            world.fail("a number is negative: " + stats);
        }
    }

    /** Nothing is on the books. */
    static void checkEmpty(World world, TaskOwner owner, String when) {
        Stats stats = owner.stats();
        boolean empty = stats.queued() == 0 && stats.running() == 0 && stats.stopping() == 0 && stats.waiting() == 0;
        world.require(empty && stats.live() == 0, "not empty " + when + ": " + stats);
        world.require(owner.tasks().isEmpty(), "on the books " + when + ": " + owner.tasks());
    }

    /** A body that waits for that. */
    static int await(CountDownLatch gate) throws InterruptedException {
        gate.await();
        return 1;
    }

    /** A body that goes on until it is asked to stop. */
    static int waitForever() throws InterruptedException {
        new CountDownLatch(1).await();
        return 1;
    }
}
