package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.CancelReason.Source;
import io.github.stint.CancelResult;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.UncheckedTimeoutException;
import io.github.stint.Until;
import io.github.stint.Waited;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** What {@link Tasks} does with several bodies at once, and with one. */
final class CombinationScenarios {

    @Property("gather gives all values in order or the failure, and an interrupt of it is heard once")
    void gatherIsWhole(World world) {
        boolean fails = world.pick("fails");
        AtOnce atOnce = new AtOnce(world, 2);
        InterruptedOnce owner = new InterruptedOnce(world, "owner", () -> {
            try {
                List<Integer> values = Tasks.gather(
                        atOnce.counted(() -> {
                            world.point();
                            if (fails) {
                                throw new Boom("fails");
                            }
                            return 1;
                        }),
                        atOnce.counted(() -> {
                            world.points(2);
                            return 2;
                        }));
                world.require(!fails && values.equals(List.of(1, 2)), "gathered " + values);
            } catch (TaskGroupException e) {
                world.require(fails && e.failures().getFirst().getCause() instanceof Boom, "gathered " + e);
            } finally {
                world.require(atOnce.now() == 0, "runs after gather");
            }
        });
        interruptSometimes(world, owner);
    }

    @Property("race gives the value of one that has returned, and the others have ended then")
    void raceHasOneWinner(World world) {
        boolean fails = world.pick("one fails");
        boolean endless = world.pick("one is endless");
        AtOnce atOnce = new AtOnce(world, 2);
        InterruptedOnce owner = new InterruptedOnce(world, "owner", () -> {
            try {
                int value = Tasks.race(
                        atOnce.counted(() -> {
                            world.point();
                            if (fails) {
                                throw new Boom("fails");
                            }
                            if (endless) {
                                Tasks.sleep(Shutdown.WITHOUT_LIMIT);
                            }
                            return 1;
                        }),
                        atOnce.counted(() -> {
                            world.points(2);
                            return 2;
                        }));
                world.require(value == 2 || (value == 1 && !fails && !endless), "won by " + value);
            } finally {
                world.require(atOnce.now() == 0, "runs after race");
            }
        });
        interruptSometimes(world, owner);
    }

    private static void interruptSometimes(World world, InterruptedOnce owner) {
        if (world.pick("interrupted")) {
            world.spawn("interrupter", () -> {
                world.points(world.pick("after points", 0, 4, 12));
                owner.interrupt();
            });
        }
    }

    @Property("a cancel of a task goes to what it combines, which has ended when the task has")
    void aCancelReachesWhatATaskCombines(World world) throws Exception {
        String how = world.pickOne("by", "gather", "gatherOutcomes", "race", "within", "sleep");
        TaskPool pool =
                TaskPool.builder("p").size(1).ticker(new WorldTicker(world)).open();
        AtOnce atOnce = new AtOnce(world, 2);
        Callable<Integer> endless = atOnce.counted(() -> {
            Tasks.sleep(Shutdown.WITHOUT_LIMIT);
            return 1;
        });
        Task<Void> task = pool.submit(() -> {
            try {
                switch (how) {
                    case "gather" -> Tasks.gather(endless, endless);
                    case "gatherOutcomes" -> Tasks.gatherOutcomes(endless, endless);
                    case "race" -> Tasks.race(endless, endless);
                    case "within" -> Tasks.within(Shutdown.WITHOUT_LIMIT, endless);
                    default -> Tasks.sleep(Shutdown.WITHOUT_LIMIT);
                }
            } finally {
                world.require(atOnce.now() == 0, "runs after " + how);
            }
        });
        world.spawn("canceller", () -> {
            world.points(world.pick("after points", 0, 5, 15));
            CancelResult first = task.cancel("once");
            CancelResult second = task.cancel("twice");
            world.require(
                    first == CancelResult.REQUESTED && second != CancelResult.REQUESTED,
                    "cancelled: " + first + ", " + second);
        });
        world.require(task.join() instanceof Cancelled, "the cancel was lost: " + task);
        world.require(atOnce.now() == 0, "runs after the task");
        pool.close();
        Checks.closed(world, pool);
    }

    @Property("within gives the value or says that the time was over, and the body has ended either way")
    void withinEndsWithItsBody(World world) throws Exception {
        int takes = world.pick("takes half seconds", 0, 2, 4);
        boolean cancels = world.pick("is cancelled");
        TaskPool pool =
                TaskPool.builder("p").size(1).ticker(new WorldTicker(world)).open();
        AtOnce atOnce = new AtOnce(world, 1);
        boolean[] over = new boolean[1];
        Task<Integer> task = pool.submit(() -> {
            try {
                return Tasks.within(SECOND, atOnce.counted(() -> {
                    world.point();
                    Tasks.sleep(SECOND.multipliedBy(takes).dividedBy(2));
                    return 1;
                }));
            } catch (TimeoutException e) {
                over[0] = true;
                return 2;
            } finally {
                world.require(atOnce.now() == 0, "runs after within");
            }
        });
        if (cancels) {
            world.spawn("canceller", () -> {
                world.points(4);
                task.cancel("by the scenario");
            });
        }
        world.spawn("clock", () -> {
            world.points(3);
            world.advance(SECOND);
        });
        Outcome<Integer> outcome = task.join();
        switch (outcome) {
            case Success<Integer>(Integer value) ->
                world.require(value == (over[0] ? 2 : 1) && !(takes == 4 && value == 1), "the value is " + value);
            case Failure<Integer>(Throwable error) -> world.fail("failed: " + error, error);
            case Cancelled<Integer> _ -> world.require(cancels, "nobody cancelled it: " + outcome);
        }
        pool.close();
    }

    @Property("as they are completed each task comes once, and an interrupt of the reader loses none")
    void eachCompletedTaskComesOnce(World world) throws Exception {
        boolean timed = world.pick("timed");
        TaskPool pool =
                TaskPool.builder("p").size(2).ticker(new WorldTicker(world)).open();
        Task<Integer> first = pool.submit(() -> {
            world.point();
            return 1;
        });
        Task<Integer> second = pool.submit(() -> {
            if (timed) {
                Tasks.sleep(SECOND.multipliedBy(2));
            }
            return 2;
        });
        List<Integer> got = new ArrayList<>();
        boolean[] over = new boolean[1];
        InterruptedOnce reader = new InterruptedOnce(world, "reader", () -> {
            Iterator<Task<Integer>> tasks = Tasks.asCompleted(
                            List.of(first, second), timed ? SECOND : Shutdown.WITHOUT_LIMIT)
                    .iterator();
            boolean told = false;
            boolean more = true;
            while (more) {
                try {
                    more = tasks.hasNext();
                    if (more) {
                        Task<Integer> task = tasks.next();
                        world.require(task.isDone(), "came before its end: " + task);
                        got.add(task.result());
                    }
                } catch (TaskCancelledException e) {
                    world.require(e.reason().source() == Source.OWNER_INTERRUPTED, "told " + e);
                    world.require(Thread.interrupted(), "the flag was not kept");
                    world.require(!told, "an interrupt was told twice");
                    told = true;
                } catch (UncheckedTimeoutException e) {
                    world.require(timed, "not timed, and " + e);
                    over[0] = true;
                    more = false;
                }
            }
            if (told) {
                throw new InterruptedException();
            }
        });
        interruptSometimes(world, reader);
        world.atEnd(() -> {
            Set<Integer> all = new HashSet<>(got);
            world.require(all.size() == got.size(), "one came twice: " + got);
            world.require(over[0] || all.equals(Set.of(1, 2)), "one was lost: " + got);
        });
        Tasks.await(List.of(first, second), Until.ALL_DONE);
        pool.close();
    }

    @Property("a wait for some of many ends when it is to, and tells them all apart")
    void aWaitForSomeEndsWhenItIsTo(World world) throws Exception {
        Until until = world.pickOne("until", Until.values());
        boolean fails = world.pick("fails");
        TaskPool pool =
                TaskPool.builder("p").size(2).ticker(new WorldTicker(world)).open();
        Task<Integer> first = pool.submit(() -> {
            world.point();
            if (fails) {
                throw new Boom("fails");
            }
            return 1;
        });
        boolean[] go = new boolean[1];
        Task<Integer> second = pool.submit(() -> {
            while (until == Until.ANY_DONE && !go[0]) {
                Tasks.sleep(SECOND);
            }
            return 2;
        });
        Waited<Task<Integer>> waited = Tasks.await(List.of(first, second), until);
        go[0] = true;
        world.require(waited.done().size() + waited.pending().size() == 2, "neither done nor pending: " + waited);
        switch (until) {
            case ANY_DONE -> world.require(!waited.done().isEmpty(), "none is done");
            case ALL_DONE -> world.require(waited.pending().isEmpty(), "pending: " + waited.pending());
            case ANY_FAILED ->
                world.require(
                        waited.pending().isEmpty() || first.state() == TaskState.FAILED, "none has failed: " + waited);
        }
        pool.gatherAndClose();
    }

    @Property("a shield holds a cancel back until its end, and it is delivered then, once")
    void aShieldHoldsACancelBack(World world) throws Exception {
        TaskPool pool = TaskPool.builder("p")
                .size(1)
                .queue(1)
                .ticker(new WorldTicker(world))
                .open();
        boolean twice = world.pick("two shields");
        Task<Void> task = pool.submit(() -> {
            Task<?> self = Task.current().orElseThrow();
            boolean told = false;
            for (int i = 0; i < (twice ? 2 : 1); i++) {
                boolean asked = Tasks.shield(() -> {
                    world.require(!Thread.currentThread().isInterrupted(), "interrupted at the beginning of a shield");
                    world.points(2);
                    Tasks.sleep(Duration.ZERO);
                    world.require(!Thread.currentThread().isInterrupted(), "interrupted behind a shield");
                    return self.cancelReason().isPresent();
                });
                boolean delivered = Thread.interrupted();
                world.require(!asked || delivered || told, "the cancel was not delivered after the shield");
                world.require(!(told && delivered), "the cancel was delivered twice");
                told |= delivered;
            }
        });
        Task<Void> next = pool.submit(() -> {
            Checks.notInterruptedForAnother(world);
            world.points(2);
            Checks.notInterruptedForAnother(world);
        });
        world.spawn("canceller", () -> {
            world.point();
            task.cancel("by the scenario");
        });
        world.require(next.join() instanceof Success, "the next task: " + next);
        pool.close();
    }
}
