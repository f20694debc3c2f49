package io.github.stint.verification.scenarios;

import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.SourceFailedException;
import io.github.stint.TaskBatch;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.List;

/** Threads that cannot be started. */
final class StartFailureScenarios {

    @Property("P18: a task whose thread cannot be started fails, and its permit goes to the next")
    void aTaskWithoutAThreadFails(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, world.pick("queue", 0, 1));
        AtOnce running = new AtOnce(world, 1);
        Life[] lives = {new Life(world, "t0"), new Life(world, "t1"), new Life(world, "t2")};
        boolean cancels = world.pick("cancels");
        world.spawn("submitter", () -> {
            for (Life each : lives) {
                each.submitTo(pool, running.counted(() -> {
                    world.point();
                    return 1;
                }));
            }
        });
        world.spawn("other", () -> {
            if (cancels) {
                pool.cancel(1, "x");
                pool.cancel(2, "x");
            } else {
                pool.resize(0);
                pool.resize(1);
            }
            Pools.checkBalance(world, pool);
        });
        world.failStarts(world.pick("fail", 20, 50, 100));
        world.atQuiet(() -> {
            Pools.checkEmpty(world, pool, "when quiet");
            pool.close();
        });
        world.atEnd(() -> {
            for (Life each : lives) {
                Outcome<?> outcome = each.task().outcome().orElseThrow();
                boolean started = !(outcome instanceof Failure<?>(OutOfMemoryError ignored));
                world.require(started != (!each.hasBegun() && !each.wasCancelled()), "begun or not: " + outcome);
            }
        });
    }

    @Property("P18, P7: a batch whose workers cannot be started goes on with those it has, or is over and says so")
    void aBatchWithoutThreadsIsOver(World world) throws Exception {
        TaskPool pool = Pools.open(world, 2, 0);
        int[] ran = new int[1];
        world.spawn("canceller", () -> {
            if (world.pick("cancels")) {
                pool.cancel(1, "x");
            }
        });
        world.failStarts(world.pick("fail", 30, 60));
        TaskOptions options = TaskOptions.inGroup("g").onDone(task -> world.point());
        TaskBatch<Integer> batch = pool.map(options, new Source(world, 3), 2, element -> {
            ran[0]++;
            world.point();
            return element;
        });
        try {
            List<Outcome<Integer>> outcomes = batch.outcomes();
            world.require(outcomes.size() == 3, "lost: " + outcomes);
            world.require(
                    outcomes.stream().allMatch(each -> each.isSuccess() || each instanceof Cancelled),
                    "outcomes: " + outcomes);
        } catch (SourceFailedException e) {
            world.require(e.getCause() instanceof OutOfMemoryError, "failed otherwise: " + e.getCause());
        }
        world.require(batch.isDone() && pool.ids("g").isEmpty(), "over, and not done: " + batch);
        world.atQuiet(pool::close);
    }
}
