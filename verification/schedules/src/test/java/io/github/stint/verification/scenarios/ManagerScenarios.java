package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.CloseReport;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskManager;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.Tasks;
import io.github.stint.spi.TaskListener;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** An application's tasks, the owners it has adopted, and the JVM. */
final class ManagerScenarios {

    private static TaskManager manager(WorldTicker ticker, String name, Shutdown onClose, TaskListener listener) {
        return TaskManager.builder(name)
                .ticker(ticker)
                .watchCarriers(false)
                .onClose(onClose)
                .listener(listener)
                .open();
    }

    @Property("D4: closed by several at the same moment it is closed once, and each of them sees it closed")
    void closedBySeveralItIsClosedOnce(World world) throws Exception {
        Ear ear = new Ear(world);
        TaskManager manager = manager(new WorldTicker(world), "m", Shutdown.drainFor(SECOND), ear);
        AtOnce atOnce = new AtOnce(world, 1);
        boolean endless = world.pick("endless");
        manager.spawn(atOnce.counted(() -> {
            world.point();
            if (endless) {
                Tasks.sleep(Shutdown.WITHOUT_LIMIT);
            }
            return 1;
        }));
        CloseReport[] reports = new CloseReport[2];
        for (int i = 0; i < 2; i++) {
            int me = i;
            world.spawn("closer" + i, () -> {
                reports[me] = manager.shutdown(me == 0 ? Shutdown.now() : Shutdown.drainFor(SECOND));
                Checks.closed(world, manager);
                world.require(atOnce.now() == 0, "runs after shutdown");
            });
        }
        boolean interrupted = world.pick("interrupted");
        InterruptedOnce hook = new InterruptedOnce(world, "hook", () -> {
            manager.close();
            Checks.closed(world, manager);
            world.require(atOnce.now() == 0, "runs after close");
        });
        if (interrupted) {
            world.points(3);
            hook.interrupt();
        }
        world.atEnd(() -> {
            world.require(reports[0] == reports[1], "two reports: " + List.of(reports));
            ear.checkWhole(manager);
        });
    }

    @Property("what a manager has adopted is closed with it; what it could not adopt is left to whoever wanted it to")
    void anAdoptedOwnerIsClosedWithItsManager(World world) throws Exception {
        WorldTicker ticker = new WorldTicker(world);
        Ear ear = new Ear(world);
        TaskManager manager = manager(ticker, "m", Shutdown.now(), new TaskListener() {});
        TaskPool pool = TaskPool.builder("p")
                .size(1)
                .ticker(ticker)
                .onClose(Shutdown.now())
                .listener(ear)
                .open();
        boolean[] adopted = new boolean[1];
        world.spawn("adopter", () -> {
            try {
                manager.adopt(pool);
                adopted[0] = true;
            } catch (IllegalStateException e) {
                world.note("refused");
            }
            try {
                pool.submit(() -> world.point());
            } catch (TaskRejectedException e) {
                world.note("rejected");
            }
        });
        if (world.pick("the pool is closed")) {
            world.spawn("closer of the pool", pool::close);
        }
        Thread closer = world.spawn("closer", () -> {
            manager.close();
            boolean mine = adopted[0];
            world.require(!mine || pool.stats().state() == OwnerState.CLOSED, "adopted, and left open");
        });
        closer.join();
        world.atQuiet(() -> {
            world.require(
                    !adopted[0] || pool.stats().state() == OwnerState.CLOSED,
                    "adopted by a closing manager, and left open");
            pool.close();
            world.require(manager.adopted().isEmpty(), "still adopted: " + manager.adopted());
        });
        world.atEnd(() -> {
            Checks.closed(world, pool);
            Checks.closed(world, manager);
            ear.checkWhole(pool);
        });
    }

    @Property("of two that adopt the same owner, or each other, one does")
    void oneOfTwoAdopts(World world) throws Exception {
        WorldTicker ticker = new WorldTicker(world);
        TaskManager one = manager(ticker, "m", Shutdown.now(), new TaskListener() {});
        TaskManager other = manager(ticker, "n", Shutdown.now(), new TaskListener() {});
        TaskPool pool = TaskPool.builder("p").size(1).ticker(ticker).open();
        boolean eachOther = world.pick("each other");
        int[] adopted = new int[1];
        Thread[] adopters = new Thread[2];
        for (int i = 0; i < 2; i++) {
            TaskManager me = i == 0 ? one : other;
            TaskManager you = i == 0 ? other : one;
            adopters[i] = world.spawn("adopter" + i, () -> {
                try {
                    if (eachOther) {
                        me.adopt(you);
                    } else {
                        me.adopt(pool);
                    }
                    adopted[0]++;
                } catch (IllegalArgumentException e) {
                    world.note("refused");
                }
            });
        }
        for (Thread adopter : adopters) {
            adopter.join();
        }
        world.require(adopted[0] == 1, adopted[0] + " have adopted");
        one.close();
        other.close();
        world.require(eachOther || pool.stats().state() == OwnerState.CLOSED, "adopted, and left open");
        pool.close();
        world.require(one.adopted().isEmpty() && other.adopted().isEmpty(), "still adopted");
    }

    @Property("an owner and those it has adopted close under one deadline: nothing of them runs afterwards")
    void nothingOfAFamilyRunsAfterItsClose(World world) throws Exception {
        WorldTicker ticker = new WorldTicker(world);
        Shutdown how = world.pick("drains") ? Shutdown.drainFor(SECOND.multipliedBy(3)) : Shutdown.now();
        TaskManager manager = manager(ticker, "m", how, new TaskListener() {});
        TaskPool pool = manager.adopt(TaskPool.builder("p")
                .size(1)
                .ticker(ticker)
                .onClose(world.pick("the pool drains") ? Shutdown.drainFor(SECOND) : Shutdown.now())
                .open());
        boolean[] closed = new boolean[1];
        AtOnce atOnce = new AtOnce(world, 2);
        int seconds = world.pick("seconds", 0, 1, 9);
        Callable<Integer> body = atOnce.counted(() -> {
            world.require(!closed[0], "begins after close");
            Tasks.sleep(SECOND.multipliedBy(seconds));
            return 1;
        });
        manager.spawn(body);
        pool.submit(body);
        if (world.pick("the pool is closed as well")) {
            world.spawn("closer of the pool", () -> pool.shutdown(Shutdown.now()));
        }
        InterruptedOnce closer = new InterruptedOnce(world, "closer", () -> {
            long begun = world.now();
            manager.close();
            closed[0] = true;
            world.require(atOnce.now() == 0, "runs after close");
            Checks.closed(world, pool);
            Checks.closed(world, manager);
            world.require(world.now() - begun <= 3 * SECOND.toNanos(), "the family took longer than its deadline");
        });
        if (world.pick("interrupted")) {
            world.points(4);
            closer.interrupt();
        }
    }

    @Property("while a manager has a live task its keeper keeps the JVM alive, and no longer than that")
    void aLiveTaskHasAKeeper(World world) throws Exception {
        TaskManager manager = manager(new WorldTicker(world), "m", Shutdown.now(), new TaskListener() {});
        String keeper = "stint-keeper " + manager.name();
        CountDownLatch gate = new CountDownLatch(1);
        world.spawn("short", () -> {
            for (int i = 0; i < 2; i++) {
                manager.spawn(() -> world.point());
                world.point();
            }
        });
        world.spawn("long", () -> {
            world.points(world.pick("after points", 0, 30, 90));
            manager.spawn(() -> Pools.await(gate));
            world.require(world.isAlive(keeper), "spawned, and no keeper");
        });
        world.spawn("clock", () -> {
            for (int i = 0; i < 2; i++) {
                world.points(40);
                world.advance(Duration.ofMillis(50));
            }
        });
        world.atQuiet(() -> world.require(world.isAlive(keeper), "a live task, and no keeper"));
        world.atQuiet(() -> world.advance(Duration.ofMillis(60)));
        world.atQuiet(() -> world.require(world.isAlive(keeper), "a live task, and no keeper after a while"));
        world.atQuiet(gate::countDown);
        world.atQuiet(() -> world.advance(Duration.ofMillis(60)));
        world.atQuiet(() -> {
            world.require(!world.isAlive(keeper), "idle, and the keeper stays");
            manager.close();
        });
        world.atEnd(() -> Checks.closed(world, manager));
    }

    @Property("a failure that nobody asked about is in the log once, and before close returns")
    void anUnaskedFailureIsToldOnce(World world) throws Exception {
        TaskManager manager = manager(new WorldTicker(world), "m", Shutdown.whenDone(), new TaskListener() {});
        Task<Integer> task = manager.spawn(() -> {
            world.point();
            throw new Boom("unasked");
        });
        String line = task.name() + "' failed and nobody asked";
        boolean asks = world.pick("somebody asks");
        if (asks) {
            world.spawn("asker", task::join);
        }
        if (world.pick("time passes")) {
            world.spawn("clock", () -> {
                world.points(60);
                world.advance(SECOND);
            });
        }
        world.points(world.pick("after points", 0, 40));
        long begun = world.now();
        manager.close();
        long told = count(world, line);
        boolean inTime = world.now() - begun < SECOND.toNanos(); // the log is not waited for any longer
        world.require(told == 1 || asks || !inTime, "told " + told + " times when close returned");
        world.atEnd(() -> {
            long inAll = count(world, line);
            world.require(inAll == 1 || (asks && inAll == 0), "told " + inAll + " times in all");
            world.require(inAll == told || !inTime, "told again after close");
        });
    }

    private static long count(World world, String line) {
        return world.logged().stream().filter(record -> record.contains(line)).count();
    }
}
