package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.Shutdown;
import io.github.stint.SourceFailedException;
import io.github.stint.Task;
import io.github.stint.TaskBatch;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.Tasks;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.List;

/** What listeners are told: all of it, once, and in order. */
final class TellingScenarios {

    private static TaskPool pool(World world, Ear ear) {
        TaskPool.Builder builder = TaskPool.builder("p")
                .size(1)
                .queue(1)
                .ticker(new WorldTicker(world))
                .listener(ear);
        return Pools.open(world, world.pick("reuse") ? builder.reuseThreads() : builder);
    }

    @Property("of each task listeners are told in order and once, whoever cancels it and whenever")
    void ofATaskAllIsToldInOrder(World world) throws Exception {
        Ear ear = new Ear(world).cancellingWhen(world.pickOne("the listener cancels at", "", "SUBMITTED", "STARTED"));
        TaskPool pool = pool(world, ear);
        String cancels = world.pickOne("cancels", "the tasks", "all", "the pool");
        world.spawn("submitter", () -> {
            for (int i = 0; i < 2; i++) {
                try {
                    pool.submit(() -> {
                        Checks.notInterruptedForAnother(world);
                        world.point();
                    });
                } catch (TaskRejectedException e) {
                    world.require(cancels.equals("the pool"), "refused: " + e);
                }
            }
        });
        world.spawn("canceller", () -> {
            world.points(world.pick("after points", 0, 30));
            switch (cancels) {
                case "the tasks" -> {
                    pool.cancel(1, "by the scenario");
                    pool.cancel(2, "by the scenario");
                    pool.cancel(1, "again");
                }
                case "all" -> pool.cancelAll("by the scenario");
                default -> pool.shutdown(Shutdown.now());
            }
        });
        if (world.pick("starts fail", 0, 0, 0, 1) == 1) {
            world.failStarts(30);
        }
        world.atQuiet(pool::close);
        world.atEnd(() -> ear.checkWhole(pool));
    }

    @Property("of the elements of a batch listeners are told in order and once, also when it is cancelled")
    void ofABatchAllIsToldInOrder(World world) throws Exception {
        Ear ear = new Ear(world).cancellingWhen(world.pickOne("the listener cancels at", "", "SUBMITTED", "STARTED"));
        TaskPool pool = pool(world, ear);
        int[] done = new int[1];
        TaskOptions options = TaskOptions.inGroup("g").onDone(task -> done[0]++);
        TaskBatch<Integer> batch = pool.map(options, List.of(1, 2), world.pick("limit", 1, 2), number -> {
            Checks.notInterruptedForAnother(world);
            world.point();
            return number;
        });
        String cancels = world.pickOne("cancels", "the batch", "the elements", "the pool", "nothing");
        world.spawn("canceller", () -> {
            world.points(world.pick("after points", 0, 30));
            switch (cancels) {
                case "the batch" -> batch.cancel("by the scenario");
                case "the elements" -> {
                    pool.cancel(1, "by the scenario");
                    pool.cancel(2, "by the scenario");
                }
                case "the pool" -> pool.shutdown(Shutdown.now());
                default -> pool.gatherAndClose();
            }
        });
        try {
            int ended = batch.outcomes().size();
            world.require(done[0] == ended, "called back " + done[0] + " times for " + ended);
        } catch (TaskCancelledException | SourceFailedException e) {
            world.require(!cancels.equals("nothing"), "nobody cancelled it: " + e);
        }
        pool.close();
        world.atEnd(() -> ear.checkWhole(pool));
    }

    @Property("of a time limit listeners are told as of a cancel, in order and once, and never by the timer")
    void ofATimeLimitAllIsToldInOrder(World world) throws Exception {
        Ear ear = new Ear(world);
        TaskPool pool = pool(world, ear);
        boolean sleeps = world.pick("sleeps");
        Task<Void> task = pool.submit(TaskOptions.defaults().timeout(SECOND), () -> {
            world.point();
            if (sleeps) {
                Tasks.sleep(SECOND);
            }
        });
        world.spawn("clock", () -> {
            world.points(5);
            world.advance(SECOND);
        });
        if (world.pick("is cancelled")) {
            world.spawn("canceller", () -> {
                world.points(5);
                task.cancel("by the scenario");
            });
        }
        task.join();
        pool.close();
        world.atEnd(() -> ear.checkWhole(pool));
    }
}
