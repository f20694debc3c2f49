package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.CancelReason.Source;
import io.github.stint.CancelResult;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Task;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.Until;
import io.github.stint.internal.engine.Observer;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** How a task ends, and who hears of it. */
final class TaskEndScenarios {

    @Property("T1, T2, T4: one of return, failure, cancel and time limit ends a task, for good; cancel tells who asked")
    void oneEndWins(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 0);
        boolean limited = world.pick("limited");
        Callable<Integer> body = bodyOfOneEnd(world);
        Life life = new Life(world, "x");
        life.is(pool.submit(limited ? life.options().timeout(SECOND) : life.options(), life.body(body)));
        CancelResult[] results = new CancelResult[world.pick("cancellers", 1, 2)];
        for (int i = 0; i < results.length; i++) {
            int me = i;
            world.spawn("canceller" + i, () -> {
                results[me] = life.task().cancel(String.valueOf(me));
                world.require(results[me] != CancelResult.ALREADY_ENDED || !life.isInBody(), "ended, and in its body");
            });
        }
        world.spawn("watcher", () -> {
            watch(world, life.task(), limited);
        });
        world.atQuiet(pool::close);
        world.atEnd(() -> checkOneEnd(world, life.task(), results, limited));
    }

    private static Callable<Integer> bodyOfOneEnd(World world) {
        return switch (world.pickOne("body", "returns", "throws", "waits")) {
            case "returns" ->
                () -> {
                    world.points(2);
                    return 1;
                };
            case "throws" ->
                () -> {
                    world.points(2);
                    throw new IllegalStateException("body");
                };
            default -> Pools::waitForever;
        };
    }

    private static void watch(World world, Task<?> task, boolean limited) {
        TaskState last = TaskState.QUEUED;
        for (int i = 0; i < 4; i++) {
            TaskState now = task.state();
            world.require(now == last || (now.compareTo(last) > 0 && !last.isDone()), "from " + last + " to " + now);
            last = now;
            world.point();
            if (limited && i == 1) {
                world.advance(SECOND);
            }
        }
    }

    private static void checkOneEnd(World world, Task<?> task, CancelResult[] results, boolean limited) {
        int requested = 0;
        String by = "";
        for (int i = 0; i < results.length; i++) {
            if (results[i] == CancelResult.REQUESTED) {
                requested++;
                by = String.valueOf(i);
            }
        }
        world.require(requested <= 1, "so many cancelled it: " + requested);
        Outcome<?> outcome = task.outcome().orElseThrow();
        if (outcome instanceof Cancelled<?>(var reason)) {
            world.require(reason.source() == Source.REQUEST, "cancelled because " + reason);
            world.require(requested == 1 && reason.why().equals(by), "cancelled by '" + by + "' and told " + reason);
        }
        if (outcome instanceof Failure<?>(TimeoutException over)) {
            world.require(limited && requested == 0, "over time and cancelled: " + over);
        }
    }

    @Property("T3: each callback is called once, also one that comes while the task ends or has ended")
    void everyCallbackIsCalledOnce(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 1);
        if (world.pick("queued")) {
            pool.submit(world::point);
        }
        Life life = new Life(world, "x");
        life.submitTo(pool, () -> {
            world.point();
            return 1;
        });
        int[] called = new int[3];
        for (int i = 0; i < 2; i++) {
            int me = i;
            world.spawn(
                    "listener" + i,
                    () -> life.task().onDone(task -> {
                        world.require(task.isDone() && !life.isInBody(), "called before the end");
                        called[me]++;
                    }));
        }
        world.spawn("canceller", () -> {
            CancelResult ignored = life.task().cancel("x");
            life.task().onDone(task -> called[2]++);
        });
        world.atQuiet(pool::close);
        world.atEnd(() -> {
            for (int count : called) {
                world.require(count == 1, "called so often: " + count);
            }
        });
    }

    @Property("T3: who listens hears of the end once or was refused, whoever else leaves meanwhile")
    void thoseWhoLeaveTakeNobodyAlong(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 0);
        int[] heard = new int[4];
        boolean[] accepted = {true, true, true, false};
        Observer[] observers = new Observer[heard.length];
        for (int i = 0; i < observers.length; i++) {
            int me = i;
            observers[i] = new Observer() {
                @Override
                protected void published(TaskCell<?> task) {
                    heard[me]++;
                }
            };
        }
        TaskCell<?> task = (TaskCell<?>) pool.submit(world::point);
        for (int i = 0; i < 3; i++) {
            accepted[i] = task.observe(observers[i]);
        }
        int stays = world.pick("stays", 0, 1, 2);
        for (int leaver : new int[] {(stays + 1) % 3, (stays + 2) % 3}) {
            world.spawn("leaver" + leaver, () -> task.forget(observers[leaver]));
        }
        accepted[3] = task.observe(observers[3]);
        world.atQuiet(pool::close);
        world.atEnd(() -> {
            for (int i = 0; i < heard.length; i++) {
                boolean leaves = i < 3 && i != stays;
                int least = accepted[i] && !leaves ? 1 : 0;
                int most = accepted[i] ? 1 : 0;
                world.require(heard[i] >= least && heard[i] <= most, i + " heard so often: " + heard[i]);
            }
        });
    }

    @Property("T9, P7, P2: whoever waits for a task wakes when its body has ended and its place is free, not before")
    void whoeverWaitsWakesAfterTheBody(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 0);
        Life life = new Life(world, "x");
        life.submitTo(pool, () -> {
            world.points(3);
            return 1;
        });
        for (int i = 0; i < 2; i++) {
            String how = world.pickOne("waits by", "join", "await", "await so long", "await many", "as completed");
            world.spawn("waiter" + i, () -> {
                boolean ended = await(life.task(), how);
                world.require(!ended || (life.task().isDone() && !life.isInBody()), "it woke before the end");
                world.require(!ended || pool.stats().running() == 0, "it ended, and its place is not free");
            });
        }
        world.spawn("canceller", () -> {
            world.point();
            CancelResult ignored = life.task().cancel("x");
        });
        world.atQuiet(pool::close);
    }

    private static boolean await(Task<?> task, String how) throws InterruptedException {
        try {
            switch (how) {
                case "join" -> task.join();
                case "await" -> task.await();
                case "await so long" -> task.await(SECOND);
                case "await many" -> Tasks.await(List.of(task), Until.ANY_DONE);
                default -> Tasks.asCompleted(List.of(task)).forEach(Task::state);
            }
        } catch (TaskCancelledException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
        return true;
    }
}
