package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.Outcome;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskPool;
import io.github.stint.Tasks;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** Several bodies at once, by one call, in a task or out of one. */
final class TogetherScenarios {

    @Property("G1, G4: race, gather and gatherOutcomes leave nothing running and keep an interrupt")
    void nothingRunsWhenItReturns(World world) {
        AtOnce running = new AtOnce(world, 2);
        Callable<Integer> quick = running.counted(() -> 1);
        Callable<Integer> slow = running.counted(() -> {
            world.points(2);
            return 2;
        });
        Callable<Integer> failing = running.counted(() -> {
            throw new ArithmeticException("body");
        });
        boolean fails = world.pick("fails");
        Callable<Integer> one = fails ? failing : quick;
        String how = world.pickOne("how", "race", "gather", "outcomes");
        boolean interrupts = world.pick("interrupts");
        InterruptedOnce caller = new InterruptedOnce(world, "caller", () -> {
            try {
                switch (how) {
                    case "race" -> {
                        int first = Tasks.race(one, slow);
                        world.require(first == 2 || !fails, "a failure won the race");
                    }
                    case "gather" -> {
                        List<Integer> all = Tasks.gather(one, slow);
                        world.require(!fails && all.equals(List.of(1, 2)), "gathered " + all);
                    }
                    default -> {
                        List<Outcome<Integer>> all = Tasks.gatherOutcomes(one, slow);
                        boolean ended =
                                all.get(0).isSuccess() != fails && all.get(1).isSuccess();
                        world.require(ended, "gathered " + all);
                    }
                }
            } catch (TaskGroupException e) {
                world.require(fails && (how.equals("gather") || interrupts), "failed: " + e);
            } finally {
                world.require(running.now() == 0, "it runs after the return");
            }
        });
        if (interrupts) {
            world.spawn("other", () -> {
                world.points(world.pick("late", 1, 4));
                caller.interrupt();
            });
        }
    }

    @Property("T1, G1: within gives the value in time or a TimeoutException, and the body has ended then")
    void withinEndsItsBody(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 0);
        AtOnce running = new AtOnce(world, 1);
        int halves = world.pick("halves of a second", 0, 1, 4);
        Task<Integer> task = pool.submit(() -> {
            try {
                int value = Tasks.within(SECOND, running.counted(() -> {
                    Tasks.sleep(SECOND.dividedBy(2).multipliedBy(halves));
                    return 1;
                }));
                world.require(halves < 4, "it took two seconds of one");
                return value;
            } catch (TimeoutException e) {
                return 2;
            } finally {
                world.require(running.now() == 0, "it runs after the return");
            }
        });
        boolean cancels = world.pick("cancels");
        world.spawn("other", () -> {
            world.points(2);
            if (cancels) {
                task.cancel("x");
            } else {
                world.advance(SECOND);
            }
        });
        world.atQuiet(() -> {
            task.join();
            pool.close();
        });
        world.atEnd(() -> {
            Outcome<?> outcome = task.outcome().orElseThrow();
            world.require(outcome.isSuccess() || (cancels && outcome instanceof Outcome.Cancelled), "ended " + outcome);
        });
    }

    @Property("G1, T8, P8: a task that is cancelled takes its group along, and those of its group, before it ends")
    void aTaskTakesItsGroupAlong(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 0);
        AtOnce running = new AtOnce(world, 2);
        String how = world.pickOne("ends by", "itself", "failure", "cancel", "close");
        Task<Integer> task = pool.submit(() -> {
            try {
                return TaskGroup.run(group -> {
                    Task<Integer> first = group.start(running.counted(() -> {
                        world.point();
                        if (how.equals("failure")) {
                            throw new ArithmeticException("body");
                        }
                        return 1;
                    }));
                    Task<Integer> second = group.start(running.counted(() -> first.await() + 1));
                    return second.await();
                });
            } finally {
                world.require(running.now() == 0, "a child runs after its group");
            }
        });
        world.spawn("other", () -> {
            world.points(world.pick("late", 0, 5));
            switch (how) {
                case "cancel" -> task.cancel("x");
                case "close" -> pool.shutdown(Shutdown.now());
                default -> Pools.checkBalance(world, pool);
            }
        });
        world.atQuiet(pool::close);
        world.atEnd(() -> {
            Outcome<?> outcome = task.outcome().orElseThrow();
            boolean right = switch (how) {
                case "itself" -> outcome.equals(new Outcome.Success<>(2));
                case "failure" -> outcome instanceof Outcome.Failure<?>(TaskGroupException ignored);
                default -> outcome.isSuccess() || outcome instanceof Outcome.Cancelled;
            };
            world.require(right, "it ended so: " + outcome);
        });
    }
}
