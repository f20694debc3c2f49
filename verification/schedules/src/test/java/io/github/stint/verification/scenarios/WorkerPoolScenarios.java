package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.TaskRejectedException;
import io.github.stint.WorkerPool;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Pools of workers that are all the same. */
final class WorkerPoolScenarios {

    /** What one of two threads does to a pool of two workers. */
    private enum Step {
        STOP_ONE,
        STOP_ALL,
        SCALE_TO_ONE,
        SCALE_TO_THREE,
        START_TWO;

        int after(int workers) {
            return switch (this) {
                case STOP_ONE -> Math.max(0, workers - 1);
                case STOP_ALL -> 0;
                case SCALE_TO_ONE -> 1;
                case SCALE_TO_THREE -> 3;
                case START_TWO -> workers + 2;
            };
        }
    }

    @Property("P1, P4, P20: no worker is stopped twice, the youngest goes first, and two who change their number take"
            + " turns")
    void thoseWhoChangeTheNumberTakeTurns(World world) throws Exception {
        AtOnce running = new AtOnce(world, 3);
        WorkerPool pool = WorkerPool.builder(
                        "w", () -> running.counted(Pools::waitForever).call())
                .limit(3)
                .ticker(new WorldTicker(world))
                .open();
        pool.start(2);
        Set<Long> stopped = new HashSet<>();
        Step first = world.pickOne("first", Step.values());
        Step second = world.pickOne("second", Step.values());
        world.spawn("first", () -> perform(world, pool, first, stopped));
        world.spawn("second", () -> perform(world, pool, second, stopped));
        world.atQuiet(() -> {
            int workers = pool.size();
            boolean inTurn = workers == second.after(first.after(2)) || workers == first.after(second.after(2));
            world.require(inTurn, first + " and " + second + " left so many: " + workers);
            Stats stats = pool.stats();
            world.require(stats.running() == Math.min(3, workers), "so many of " + workers + " run: " + stats);
            pool.shutdown(Shutdown.now());
            Pools.checkEmpty(world, pool, "after close");
            world.require(pool.size() == 0 && running.now() == 0, "there are workers after close: " + stats);
        });
    }

    private static void perform(World world, WorkerPool pool, Step step, Set<Long> stopped) throws Exception {
        switch (step) {
            case STOP_ONE -> checkStopped(world, pool.stop(1), stopped);
            case STOP_ALL -> checkStopped(world, pool.stopAll(), stopped);
            case SCALE_TO_ONE -> pool.scaleTo(1);
            case SCALE_TO_THREE -> pool.scaleTo(3);
            case START_TWO -> world.require(pool.start(2).size() == 2, "so many were not started");
        }
        Pools.checkBalance(world, pool);
    }

    private static void checkStopped(World world, long[] ids, Set<Long> stopped) {
        for (int i = 0; i < ids.length; i++) {
            world.require(stopped.add(ids[i]), "stopped twice: " + ids[i]);
            world.require(i == 0 || ids[i] < ids[i - 1], "the older went first: " + Arrays.toString(ids));
        }
    }

    @Property("P8, P9: no worker runs after the close of its pool, and none is started")
    void noWorkerRunsAfterClose(World world) throws Exception {
        boolean[] closed = new boolean[1];
        WorkerPool pool = WorkerPool.builder("w", () -> {
                    world.require(!closed[0], "a worker began after close");
                    world.point();
                    world.require(!closed[0], "a worker ran after close");
                })
                .limit(1)
                .ticker(new WorldTicker(world))
                .onClose(world.pickOne("close", Shutdown.now(), Shutdown.whenDone(), Shutdown.drainFor(SECOND)))
                .open();
        pool.start(1);
        world.spawn("starter", () -> {
            boolean before = closed[0];
            try {
                pool.start(2);
                pool.scaleTo(1);
                world.require(!before, "started after close");
            } catch (TaskRejectedException e) {
                world.note("refused: " + e.getMessage());
            }
        });
        world.spawn("closer", () -> {
            pool.close();
            closed[0] = true;
            Pools.checkEmpty(world, pool, "after close");
        });
    }
}
