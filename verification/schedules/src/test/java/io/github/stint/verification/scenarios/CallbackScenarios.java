package io.github.stint.verification.scenarios;

import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What tasks call when they end, and the ended ones that are kept. */
final class CallbackScenarios {

    @Property("P17, T15: a callback that throws stops no other, costs no permit, and is logged once")
    void aCallbackThatThrowsCostsNothing(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 1);
        RuntimeException boom = new IllegalStateException("boom");
        Life life = new Life(world, "x");
        boolean whenCancelled = world.pick("when cancelled");
        TaskOptions options = TaskOptions.defaults();
        TaskOptions throwing = whenCancelled
                ? options.onCancelled(task -> {
                    throw boom;
                })
                : options.onDone(task -> {
                    throw boom;
                });
        int[] after = new int[2];
        Task<Integer> task = pool.submit(throwing.onCancelled(t -> after[0]++).onDone(t -> after[1]++), () -> {
            world.point();
            return 1;
        });
        world.spawn("canceller", () -> pool.cancel(task.id(), "x"));
        world.spawn("submitter", () -> life.submitTo(pool, () -> 1));
        world.atQuiet(pool::close);
        world.atEnd(() -> {
            boolean cancelled = !task.outcome().orElseThrow().isSuccess();
            world.require(after[0] == (cancelled ? 1 : 0), "called back as cancelled: " + after[0]);
            world.require(after[1] == 1, "called back as done: " + after[1]);
            world.require(life.succeeded(), "the next did not run: " + pool.stats());
            long logged = world.logged().stream()
                    .filter(line -> line.contains("boom"))
                    .count();
            world.require(logged == (whenCancelled && !cancelled ? 0 : 1), "logged: " + world.logged());
        });
    }

    @Property("P16, P17: a callback may use its pool, which refuses only what would wait for itself")
    void callbacksMayUseTheirPool(World world) {
        TaskPool pool = Pools.open(world, 1, world.pick("queue", 0, 1));
        AtOnce running = new AtOnce(world, 1);
        boolean whenCancelled = world.pick("when cancelled");
        boolean waits = world.pick("waits");
        for (int i = 0; i < 2; i++) {
            Life outer = new Life(world, "outer" + i);
            Life inner = new Life(world, "inner" + i);
            TaskOptions options = outer.options();
            TaskOptions more = whenCancelled
                    ? options.onCancelled(task -> useInCallback(world, pool, inner, running, waits))
                    : options.onDone(task -> useInCallback(world, pool, inner, running, waits));
            world.spawn("submitter" + i, () -> {
                outer.is(pool.submit(more, outer.body(running.counted(() -> {
                    world.point();
                    return 1;
                }))));
                if (whenCancelled) {
                    outer.task().cancel("x");
                }
            });
        }
        world.atQuiet(pool::close);
    }

    private static void useInCallback(World world, TaskPool pool, Life inner, AtOnce running, boolean waits) {
        try {
            if (waits) {
                inner.submitTo(pool, running.counted(() -> 1));
            } else {
                inner.trySubmitTo(pool, running.counted(() -> 1));
            }
        } catch (InterruptedException e) {
            world.fail("interrupted in a callback", e);
        } catch (IllegalStateException | TaskRejectedException e) {
            world.note("refused: " + e.getMessage());
        }
        try {
            pool.close();
            world.fail("a task closed its own pool");
        } catch (IllegalStateException e) {
            world.note("as it must be: " + e.getMessage());
        }
    }

    @Property("P2, P7: a callback may wait for the task that got the place of its own")
    void aCallbackMayWaitForTheNextTask(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 1);
        CountDownLatch ran = new CountDownLatch(1);
        Task<Integer> task = pool.submit(() -> {
            world.point();
            return 1;
        });
        boolean late = world.pick("late");
        TaskOptions waits = TaskOptions.defaults().onDone(ended -> await(world, ran));
        pool.submit(waits, () -> 1);
        world.spawn("submitter", () -> {
            if (late) {
                task.join();
            }
            pool.submit(() -> ran.countDown());
        });
        world.atQuiet(() -> {
            world.require(ran.getCount() == 0, "the next task waits for a callback: " + pool.stats());
            pool.close();
        });
    }

    private static void await(World world, CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            world.fail("interrupted in a callback", e);
        }
    }

    @Property("P20, T3: each ended task that is kept is flushed once, when its callbacks have been called")
    void whatIsKeptIsFlushedOnce(World world) throws Exception {
        TaskPool.Builder builder =
                TaskPool.builder("p").size(2).ticker(new WorldTicker(world)).keepEnded(4);
        TaskPool pool = Pools.open(world, builder);
        List<Task<?>> flushed = new ArrayList<>();
        int[] done = new int[1];
        world.spawn("submitter", () -> {
            for (int i = 0; i < 3; i++) {
                pool.submit(TaskOptions.defaults().onDone(task -> done[0]++), () -> 1);
            }
        });
        for (int i = 0; i < 2; i++) {
            world.spawn("flusher" + i, () -> {
                List<Task<?>> now = pool.flush();
                flushed.addAll(now);
                world.require(done[0] >= flushed.size(), "flushed before its callback");
                world.require(now.stream().allMatch(Task::isDone), "flushed before its end");
            });
        }
        world.atQuiet(() -> {
            pool.shutdown(Shutdown.whenDone());
            flushed.addAll(pool.flush());
            world.require(flushed.size() == 3, "so many were flushed: " + flushed);
            world.require(new HashSet<>(flushed).size() == 3, "flushed twice: " + flushed);
        });
    }
}
