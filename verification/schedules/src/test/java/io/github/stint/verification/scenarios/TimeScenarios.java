package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;

/** Time limits against ends, and those who do not end. */
final class TimeScenarios {

    @Property("of a time limit and the end of a body one wins, and the interrupt hits no later body")
    void aLimitAndAnEndHaveOneWinner(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 1);
        int takes = world.pick("takes half seconds", 0, 2, 4);
        Life life = new Life(world, "x");
        life.is(pool.submit(life.options().timeout(SECOND), life.body(() -> {
            world.point();
            Tasks.sleep(SECOND.multipliedBy(takes).dividedBy(2));
            return 1;
        })));
        Life next = new Life(world, "y");
        next.submitTo(pool, () -> {
            world.points(2);
            return 2;
        });
        world.spawn("clock", () -> {
            world.points(world.pick("after points", 3, 20));
            world.advance(SECOND);
        });
        boolean cancels = world.pick("is cancelled");
        if (cancels) {
            world.spawn("canceller", () -> {
                world.points(4);
                life.task().cancel("by the scenario");
            });
        }
        Outcome<?> outcome = life.task().join();
        switch (outcome) {
            case Success<?> _ -> world.require(takes < 4, "succeeded though its time was over");
            case Failure<?>(Throwable error) -> world.require(error instanceof TimeoutException, "failed: " + error);
            case Cancelled<?> _ -> world.require(cancels, "nobody cancelled it: " + outcome);
        }
        world.require(next.task().join() instanceof Success, "the next: " + next.task());
        pool.close();
    }

    @Property("G10: a group whose time is over fails with that, or with what had failed before, or with nothing")
    void aGroupWhoseTimeIsOverSaysSo(World world) throws Exception {
        boolean endless = world.pick("takes too long");
        boolean fails = world.pick("fails");
        AtOnce atOnce = new AtOnce(world, 2);
        boolean[] failed = new boolean[1];
        long begun = world.now();
        world.spawn("clock", () -> {
            world.points(world.pick("after points", 3, 30));
            world.advance(SECOND);
        });
        try {
            TaskGroup.builder().ticker(new WorldTicker(world)).timeout(SECOND).run(group -> {
                group.start(atOnce.counted(() -> {
                    Tasks.sleep(endless ? SECOND.multipliedBy(9) : SECOND.dividedBy(2));
                    return 1;
                }));
                if (fails) {
                    group.start(atOnce.counted(() -> {
                        world.point();
                        failed[0] = true;
                        throw new Boom("fails");
                    }));
                }
                return 0;
            });
            world.require(!endless && !failed[0], "went through");
        } catch (TaskGroupException e) {
            Throwable first = e.getCause();
            boolean over = first instanceof TimeoutException;
            world.require(over || (failed[0] && first.getCause() instanceof Boom), "failed with " + first);
            world.require(!over || world.now() - begun >= SECOND.toNanos(), "before its time: " + first);
        }
        world.require(atOnce.now() == 0, "runs after the block");
    }

    @Property("a task that does not end is told of once, twenty seconds after it was asked to at the latest")
    void aStragglerIsToldOfOnce(World world) throws Exception {
        TaskPool pool =
                TaskPool.builder("p").size(2).ticker(new WorldTicker(world)).open();
        CountDownLatch gate = new CountDownLatch(1);
        List<Task<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            tasks.add(pool.submit(TaskOptions.named("deaf" + i), () -> {
                boolean waits = true;
                while (waits) {
                    try {
                        gate.await();
                        waits = false;
                    } catch (InterruptedException e) {
                        world.note("deaf");
                    }
                }
            }));
        }
        boolean both = world.pick("both are cancelled");
        for (int i = 0; i < (both ? 2 : 1); i++) {
            Task<?> task = tasks.get(i);
            world.spawn("canceller" + i, () -> {
                world.points(world.pick("after points", 0, 12));
                task.cancel("by the scenario");
            });
        }
        boolean ends = world.pick("ends soon");
        if (ends) {
            world.spawn("releaser", () -> {
                world.points(30);
                gate.countDown();
            });
        }
        world.jumpsAtMost(0);
        world.spawn("clock", () -> {
            for (int i = 0; i < 2; i++) {
                world.points(15);
                world.advance(SECOND.multipliedBy(5));
            }
        });
        for (int i = 0; i < 6; i++) {
            world.atQuiet(() -> world.advance(SECOND.multipliedBy(5)));
        }
        world.atQuiet(() -> {
            for (Task<?> task : tasks) {
                long told = world.logged().stream()
                        .filter(record -> record.contains(task.name() + "' has not ended"))
                        .count();
                boolean asked = task.cancelReason().isPresent();
                world.require(told <= (asked ? 1 : 0), "told " + told + " times of " + task);
                world.require(ends || task.state() != TaskState.CANCELLING || told == 1, "not told of " + task);
            }
            gate.countDown();
        });
        world.atQuiet(() -> world.advance(SECOND.multipliedBy(10)));
        world.atQuiet(pool::close);
        world.atQuiet(() -> world.advance(SECOND.multipliedBy(20)));
        world.atEnd(() -> Checks.closed(world, pool));
    }
}
