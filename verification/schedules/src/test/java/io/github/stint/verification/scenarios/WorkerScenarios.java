package io.github.stint.verification.scenarios;

import io.github.stint.Shutdown;
import io.github.stint.TaskRejectedException;
import io.github.stint.Tasks;
import io.github.stint.WorkerPool;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** So many workers of one kind, and so many less. */
final class WorkerScenarios {

    private static WorkerPool endless(World world, AtOnce atOnce, int limit) {
        return WorkerPool.builder(
                        "w",
                        () -> atOnce.counted(() -> {
                                    Checks.notInterruptedForAnother(world);
                                    Tasks.sleep(Shutdown.WITHOUT_LIMIT);
                                    return 1;
                                })
                                .call())
                .limit(limit)
                .ticker(new WorldTicker(world))
                .open();
    }

    /** What somebody does to a pool of workers, and how many there are after it. */
    private enum Change {
        STOP_ONE,
        STOP_ALL,
        SCALE_TO_ONE,
        SCALE_TO_THREE,
        START_TWO;

        int after(int before) {
            return switch (this) {
                case STOP_ONE -> Math.max(0, before - 1);
                case STOP_ALL -> 0;
                case SCALE_TO_ONE -> 1;
                case SCALE_TO_THREE -> 3;
                case START_TWO -> before + 2;
            };
        }
    }

    @Property("no worker is stopped twice, the youngest first, and two changes are as one after the other")
    void changesAreAsOneAfterTheOther(World world) throws Exception {
        int first = world.pick("first", 0, 1, 2);
        WorkerPool workers = endless(world, new AtOnce(world, 7), world.pick("limit", 1, 7));
        workers.start(first);
        Set<Long> stopped = new HashSet<>();
        Change[] changes = {
            world.pickOne("one", Change.values()), world.pickOne("other", Change.values()),
        };
        Thread[] changers = new Thread[2];
        for (int i = 0; i < 2; i++) {
            Change change = changes[i];
            changers[i] = world.spawn("changer" + i, () -> {
                long[] ids = switch (change) {
                    case STOP_ONE -> workers.stop(1);
                    case STOP_ALL -> workers.stopAll();
                    default -> new long[0];
                };
                for (int k = 0; k < ids.length; k++) {
                    world.require(stopped.add(ids[k]), "stopped twice: " + ids[k]);
                    world.require(k == 0 || ids[k] < ids[k - 1], "the youngest is not first: " + List.of(ids));
                }
                switch (change) {
                    case SCALE_TO_ONE -> workers.scaleTo(1);
                    case SCALE_TO_THREE -> workers.scaleTo(3);
                    case START_TWO -> world.require(workers.start(2).size() == 2, "started not two");
                    default -> Pools.checkBalance(world, workers);
                }
            });
        }
        for (Thread changer : changers) {
            changer.join();
        }
        int size = workers.size();
        int oneThenOther = changes[1].after(changes[0].after(first));
        int otherThenOne = changes[0].after(changes[1].after(first));
        world.require(
                size == oneThenOther || size == otherThenOne,
                size + " workers, and it can be " + oneThenOther + " or " + otherThenOne);
        workers.close();
        Checks.closed(world, workers);
    }

    @Property("after close no worker runs, and none that is stopped while it waits begins")
    void noWorkerRunsAfterClose(World world) throws Exception {
        AtOnce atOnce = new AtOnce(world, 1);
        boolean[] closed = new boolean[1];
        WorkerPool workers = WorkerPool.builder(
                        "w",
                        () -> atOnce.counted(() -> {
                                    world.require(!closed[0], "begins after close");
                                    world.point();
                                    return 1;
                                })
                                .call())
                .limit(1)
                .ticker(new WorldTicker(world))
                .open();
        workers.start(1);
        world.spawn("starter", () -> {
            try {
                workers.start(1);
                workers.scaleTo(2);
            } catch (TaskRejectedException e) {
                world.note("refused");
            }
        });
        world.spawn("stopper", () -> {
            world.points(3);
            workers.stop(1);
            workers.cancel(1, "by the scenario");
        });
        world.points(world.pick("after points", 0, 20));
        workers.close();
        closed[0] = true;
        world.require(atOnce.now() == 0, "runs after close");
        Checks.closed(world, workers);
        world.require(workers.size() == 0, "workers after close: " + workers.size());
    }
}
