package io.github.stint.verification.scenarios;

import io.github.stint.Stats;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.concurrent.CountDownLatch;

/** A pool that grows, shrinks, pauses and is locked while it works. */
final class ResizeScenarios {

    @Property("P3: growing admits at once whom there is room for, queued, waiting or just coming")
    void growingAdmitsAtOnce(World world) throws Exception {
        TaskPool pool = Pools.open(world, world.pick("size", 0, 1), 1);
        CountDownLatch gate = new CountDownLatch(1);
        AtOnce running = new AtOnce(world, 3);
        for (int i = 0; i < 3; i++) {
            Life life = new Life(world, "t" + i);
            if (i == 0) {
                life.submitTo(pool, running.counted(() -> Pools.await(gate)));
            } else {
                world.spawn("submitter" + i, () -> life.submitTo(pool, running.counted(() -> Pools.await(gate))));
            }
        }
        world.spawn("resizer", () -> {
            if (world.pick("in steps")) {
                pool.resize(2);
            }
            pool.resize(3);
        });
        world.atQuiet(() -> {
            world.require(running.now() == 3, "only so many of three run: " + running.now() + ", " + pool.stats());
            gate.countDown();
        });
        world.atQuiet(pool::close);
    }

    @Property("P4: shrinking stops nobody, and admits nobody until enough have ended")
    void shrinkingConverges(World world) throws Exception {
        TaskPool pool = Pools.open(world, 2, 1);
        CountDownLatch[] gates = {new CountDownLatch(1), new CountDownLatch(1)};
        Life[] first = {new Life(world, "t0"), new Life(world, "t1")};
        for (int i = 0; i < 2; i++) {
            CountDownLatch gate = gates[i];
            first[i].submitTo(pool, () -> Pools.await(gate));
        }
        boolean[] shrunk = new boolean[1];
        AtOnce last = new AtOnce(world, 1);
        Life[] queued = {new Life(world, "queued0"), new Life(world, "queued1")};
        world.spawn("submitter", () -> {
            for (Life each : queued) {
                each.submitTo(pool, last.counted(() -> {
                    boolean excess =
                            !first[0].task().isDone() && !first[1].task().isDone();
                    world.require(!excess && shrunk[0], "it began, and two still run");
                    world.point();
                    return 1;
                }));
            }
        });
        world.spawn("resizer", () -> {
            pool.resize(1);
            shrunk[0] = true;
            Stats stats = pool.stats();
            world.require(stats.running() == 2 && stats.stopping() == 0, "shrinking touched who runs: " + stats);
            gates[0].countDown();
        });
        world.atQuiet(() -> {
            Stats stats = pool.stats();
            world.require(first[0].succeeded() && stats.running() == 1, "not converged: " + stats);
            world.require(!queued[0].hasBegun(), "admitted too early: " + stats);
            gates[1].countDown();
        });
        world.atQuiet(() -> {
            world.require(queued[0].succeeded() && queued[1].succeeded(), "somebody waits for ever: " + pool.stats());
            pool.close();
        });
    }

    @Property("P15: while a pool is paused none begins who was not admitted before; afterwards all do")
    void aPausedPoolStartsNobody(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 1);
        boolean[] paused = new boolean[1];
        long[] begun = new long[1];
        long[] admitted = new long[1];
        Life[] lives = {new Life(world, "t0"), new Life(world, "t1"), new Life(world, "t2")};
        world.spawn("submitter", () -> {
            for (Life each : lives) {
                each.submitTo(pool, () -> {
                    begun[0]++;
                    world.require(!paused[0] || begun[0] <= admitted[0], "it began in a pause");
                    world.point();
                    return 1;
                });
            }
        });
        world.spawn("pauser", () -> {
            world.points(world.pick("late", 0, 2, 5));
            pool.resize(0);
            Stats stats = pool.stats();
            admitted[0] = stats.submitted() - stats.queued();
            paused[0] = true;
        });
        world.atQuiet(() -> {
            world.require(begun[0] == admitted[0], "begun " + begun[0] + " of admitted " + admitted[0]);
            paused[0] = false;
            pool.resize(1);
        });
        world.atQuiet(() -> {
            world.require(lives[2].succeeded(), "somebody waits for ever: " + pool.stats());
            pool.close();
        });
    }

    @Property("P15: a locked pool takes nothing from outside, and all that was accepted goes on")
    void aLockedPoolTakesNothing(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 0);
        boolean[] locked = new boolean[1];
        Life outer = new Life(world, "outer");
        Life inner = new Life(world, "inner");
        outer.submitTo(pool, () -> {
            world.point();
            return 1;
        });
        Life[] lives = {new Life(world, "t0"), new Life(world, "t1")};
        world.spawn("submitter", () -> {
            for (Life each : lives) {
                boolean before = locked[0];
                try {
                    each.submitTo(pool, () -> 1);
                    world.require(!before || !locked[0], "accepted by a locked pool");
                } catch (TaskRejectedException e) {
                    world.require(e.why() == Why.LOCKED, "refused otherwise: " + e);
                }
            }
        });
        world.spawn("locker", () -> {
            pool.lock();
            locked[0] = true;
            world.require(pool.isLocked(), "locked, and it does not say so");
            try {
                inner.trySubmitTo(pool, () -> 1);
                world.fail("a locked pool took a task, or had no room to say so");
            } catch (TaskRejectedException e) {
                world.require(e.why() == Why.LOCKED, "refused otherwise: " + e);
            }
            locked[0] = false;
            pool.unlock();
            inner.submitTo(pool, () -> 1);
        });
        world.atQuiet(pool::close);
        world.atEnd(() -> world.require(outer.succeeded() && inner.succeeded(), "lost: " + pool.stats()));
    }

    @Property("P22, P2: cancelling all during submissions and resizes ends, and costs no permit")
    void cancellingAllInAStormEnds(World world) {
        TaskPool pool = Pools.open(world, 1, world.pick("queue", 0, 1));
        AtOnce running = new AtOnce(world, 2);
        Life[] lives = {new Life(world, "t0"), new Life(world, "t1"), new Life(world, "t2")};
        world.spawn("submitter", () -> {
            for (Life each : lives) {
                each.submitTo(pool, running.counted(() -> {
                    world.point();
                    return 1;
                }));
            }
        });
        world.spawn("resizer", () -> {
            pool.resize(0);
            Pools.checkBalance(world, pool);
            pool.resize(2);
        });
        world.spawn("canceller", () -> {
            pool.cancelAll("x");
            Pools.checkBalance(world, pool);
            pool.cancelAll("y");
        });
        world.atQuiet(() -> {
            Pools.checkEmpty(world, pool, "when quiet");
            checkPermits(world, pool, 2);
            pool.close();
        });
    }

    /** So many can run, no fewer and no more. */
    private static void checkPermits(World world, TaskPool pool, int size) throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        for (int i = 0; i < size; i++) {
            world.require(pool.trySubmit(() -> Pools.await(gate)).isPresent(), "a permit is lost: " + pool.stats());
        }
        Stats stats = pool.stats();
        world.require(stats.running() == size, "so many run of " + size + ": " + stats);
        pool.trySubmit(() -> 1);
        world.require(pool.stats().running() == size, "there is a permit too many: " + pool.stats());
        gate.countDown();
    }
}
