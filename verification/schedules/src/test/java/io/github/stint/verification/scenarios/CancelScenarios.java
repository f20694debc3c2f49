package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.CancelReason.Source;
import io.github.stint.CancelResult;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/** Cancelling one task, and many. */
final class CancelScenarios {

    @Property("T6: what is cancelled before it begins never runs")
    void cancelledBeforeItsStartNeverRuns(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 1);
        pool.submit(() -> world.points(2));
        Life life = new Life(world, "x");
        life.submitTo(pool, () -> 1);
        boolean[] never = new boolean[1];
        world.spawn("canceller", () -> {
            world.points(world.pick("late", 0, 3));
            CancelResult result = pool.cancel(life.task().id(), "x");
            never[0] = life.wasCancelled() && !life.hasBegun();
            if (result == CancelResult.REQUESTED && life.task().state() == TaskState.QUEUED) {
                world.fail("cancelled, and shown as queued");
            }
        });
        world.atQuiet(pool::close);
        world.atEnd(() -> {
            world.require(!never[0] || !life.hasBegun(), "cancelled before its start, and ran");
            world.require(life.wasCancelled() || life.hasBegun(), "neither cancelled nor run");
        });
    }

    @Property("P12: a task that is cancelled in the queue frees its place at once and never uses a permit")
    void cancelledInTheQueueFreesItsPlace(World world) throws Exception {
        TaskPool pool = Pools.open(world, 0, 1);
        Life queued = new Life(world, "queued");
        Life waiting = new Life(world, "waiting");
        queued.submitTo(pool, () -> 1);
        world.spawn("submitter", () -> waiting.submitTo(pool, () -> 1));
        String how = world.pickOne("cancels", "the task", "its id", "all");
        world.spawn("canceller", () -> {
            if (world.pick("late")) {
                while (pool.stats().waiting() == 0) {
                    world.letOthers();
                }
            }
            switch (how) {
                case "the task" -> queued.task().cancel("x");
                case "its id" -> pool.cancel(List.of(queued.task().id()), "x");
                default -> pool.cancelAll("x");
            }
        });
        world.atQuiet(() -> {
            Stats stats = pool.stats();
            boolean accepted = waiting.isAccepted() && stats.waiting() == 0;
            world.require(queued.task().isDone(), "cancelled and not ended: " + stats);
            world.require(accepted, "the place is free, and somebody waits: " + stats);
            world.require(stats.running() == 0, "a permit is used: " + stats);
            pool.resize(1);
        });
        world.atQuiet(() -> {
            world.require(how.equals("all") || waiting.succeeded(), "it did not run: " + waiting.task());
            pool.close();
        });
    }

    @Property("T8: no interrupt reaches a thread after its task has ended")
    void noInterruptOutlivesItsTask(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 1);
        Life cancelled = new Life(world, "cancelled");
        Life next = new Life(world, "next");
        String kind = world.pickOne("body", "returns", "waits", "sleeps", "shielded");
        cancelled.submitTo(pool, () -> switch (kind) {
            case "returns" -> {
                world.points(2);
                yield 1;
            }
            case "waits" -> Pools.waitForever();
            case "sleeps" -> {
                Tasks.sleep(SECOND);
                yield 1;
            }
            default ->
                Tasks.shield(() -> {
                    world.points(2);
                    world.require(!Thread.currentThread().isInterrupted(), "interrupted in its shield");
                    return 1;
                });
        });
        next.submitTo(pool, () -> {
            world.point();
            next.checkRunning();
            world.points(2);
            return 1;
        });
        world.spawn("canceller", () -> {
            CancelResult ignored = cancelled.task().cancel("x");
        });
        if (world.pick("twice")) {
            world.spawn("closer", () -> pool.shutdown(Shutdown.whenDone()));
        }
        world.atQuiet(pool::close);
        world.atEnd(() -> world.require(next.succeeded(), "the next did not succeed: " + next.task()));
    }

    @Property("T8: a shield holds an interrupt back, and lets it through at its end")
    void aShieldHoldsTheInterruptBack(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 0);
        Life life = new Life(world, "x");
        life.submitTo(pool, () -> {
            for (int i = 0; i < 2; i++) {
                Tasks.shield(() -> {
                    world.point();
                    world.require(!Thread.currentThread().isInterrupted(), "interrupted in its shield");
                    world.point();
                    world.require(!Thread.currentThread().isInterrupted(), "interrupted in its shield, late");
                    return 1;
                });
            }
            boolean asked = Objects.requireNonNull(Cancellation.currentTask()).state() == TaskState.CANCELLING;
            if (asked) {
                Pools.waitForever();
            }
            return 1;
        });
        world.spawn("canceller", () -> {
            CancelResult ignored = life.task().cancel("x");
        });
        world.atQuiet(() -> {
            world.require(life.task().isDone(), "asked to stop, and never interrupted");
            pool.close();
        });
    }

    @Property("T1, T8: a time limit ends its own task and no other, and not too early")
    void aTimeLimitEndsItsOwnTask(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 1);
        Life limited = new Life(world, "limited");
        Life next = new Life(world, "next");
        Duration length = world.pickOne("sleeps", Duration.ZERO, SECOND, SECOND.multipliedBy(5));
        long begun = world.now();
        limited.is(pool.submit(limited.options().timeout(SECOND), limited.body(() -> {
            Tasks.sleep(length);
            return 1;
        })));
        next.is(pool.submit(next.options().timeout(SECOND.multipliedBy(100)), next.body(() -> {
            world.point();
            next.checkRunning();
            world.points(2);
            return 1;
        })));
        world.spawn("clock", () -> {
            world.points(2);
            world.advance(SECOND.dividedBy(2));
            world.points(2);
            world.advance(SECOND.dividedBy(2));
        });
        world.spawn("waiter", () -> {
            Outcome<?> outcome = limited.task().join();
            boolean over = outcome instanceof Failure<?>(TimeoutException ignored);
            world.require(over || outcome.isSuccess(), "neither over time nor a success: " + outcome);
            world.require(!over || world.now() - begun >= SECOND.toNanos(), "over time too early");
            world.require(over || length.compareTo(SECOND) <= 0, "five seconds in one");
        });
        world.atQuiet(() -> {
            limited.task().join();
            pool.close();
        });
        world.atEnd(() -> world.require(next.succeeded(), "the next did not succeed: " + next.task()));
    }

    @Property("P14: whoever is in a group when it is cancelled is asked to stop, who comes later is not")
    void aCancelledGroupLeavesNobodyBehind(World world) throws Exception {
        TaskPool pool = Pools.open(world, world.pick("size", 1, 2), 3);
        Life[] early = {new Life(world, "early0").in("g"), new Life(world, "early1").in("g")};
        for (Life each : early) {
            each.submitTo(pool, Pools::waitForever);
        }
        Life meanwhile = new Life(world, "meanwhile").in("g");
        Life late = new Life(world, "late").in("g");
        String how = world.pickOne("cancels", "group", "all", "ids");
        world.spawn(
                "submitter",
                () -> meanwhile.submitTo(pool, () -> {
                    world.point();
                    return 1;
                }));
        world.spawn("canceller", () -> {
            world.point();
            int count = switch (how) {
                case "group" -> pool.cancelGroup("g", "x");
                case "all" -> pool.cancelAll("x");
                default ->
                    pool.cancel(List.of(early[0].task().id(), early[1].task().id()), "x")
                            .size();
            };
            world.require(count >= 2, "so many were cancelled: " + count);
            for (Life each : early) {
                TaskState state = each.task().state();
                world.require(state.compareTo(TaskState.CANCELLING) >= 0, "it survives the cancel: " + state);
            }
            late.submitTo(pool, () -> 1);
        });
        world.atQuiet(pool::close);
        world.atEnd(() -> {
            for (Life each : early) {
                Task<?> task = each.task();
                boolean asked = task.outcome().orElseThrow() instanceof Cancelled<?>(var reason)
                        && reason.source() == Source.REQUEST;
                world.require(asked, "not cancelled by the cancel of its group: " + task);
            }
            world.require(late.succeeded(), "who came later did not run: " + late.task());
            world.require(!how.equals("ids") || meanwhile.succeeded(), "another was cancelled");
        });
    }

    @Property("P14, T6: what is queued behind a task never begins if all of them are cancelled at one stroke")
    void whatIsQueuedDoesNotBeginInTheStroke(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 2);
        Life first = new Life(world, "first").in("g");
        first.submitTo(pool, Pools::waitForever);
        Life[] queued = {new Life(world, "queued0").in("g"), new Life(world, "queued1").in("g")};
        for (Life each : queued) {
            each.submitTo(pool, () -> 1);
        }
        world.spawn("canceller", () -> {
            world.points(world.pick("late", 0, 2));
            switch (world.pickOne("by", "all", "group", "shutdown")) {
                case "all" -> pool.cancelAll("x");
                case "group" -> pool.cancelGroup("g", "x");
                default -> pool.shutdown(Shutdown.now());
            }
            for (Life each : queued) {
                world.require(each.wasCancelled(), "not cancelled: " + each.task());
            }
        });
        if (world.pick("look")) {
            world.spawn("looker", () -> Pools.checkBalance(world, pool));
        }
        world.atQuiet(pool::close);
        world.atEnd(() -> {
            world.require(first.wasCancelled(), "not cancelled: " + first.task());
            for (Life each : queued) {
                world.require(!each.hasBegun(), "it began: " + each.task());
            }
        });
    }
}
