package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.Shutdown;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.Tasks;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A pool as an executor of the JDK. */
final class ExecutorScenarios {

    /** A command that knows what became of it. */
    private static final class Command implements Runnable {

        private final World world;
        private int runs;
        private int rejections;
        private int timesGivenBack;
        private Future<?> future = new CompletableFuture<>();

        Command(World world) {
            this.world = world;
        }

        @Override
        public void run() {
            runs++;
            world.point();
        }

        void giveTo(ExecutorService executor, boolean asFuture) {
            try {
                if (asFuture) {
                    future = executor.submit(this);
                } else {
                    executor.execute(this);
                }
            } catch (RejectedExecutionException e) {
                rejections++;
            }
        }

        boolean is(Runnable givenBack) {
            return givenBack == this || givenBack == future;
        }
    }

    @Property("a command that is given to an executor runs, is given back, or is rejected: one of them, once")
    void aCommandHasOneFate(World world) throws Exception {
        TaskPool pool = TaskPool.builder("p")
                .size(1)
                .queue(world.pick("queue", 0, 1))
                .ticker(new WorldTicker(world))
                .open();
        ExecutorService executor = pool.asExecutorService();
        boolean asFuture = world.pick("as futures");
        List<Command> commands = List.of(new Command(world), new Command(world), new Command(world));
        world.spawn("giver", () -> commands.forEach(command -> command.giveTo(executor, asFuture)));
        List<Runnable> givenBack = new ArrayList<>();
        World.Body end = switch (world.pickOne("ends by", "shutdown", "shutdownNow", "close")) {
            case "shutdown" ->
                () -> {
                    executor.shutdown();
                    world.require(executor.awaitTermination(1, TimeUnit.DAYS), "not terminated");
                    world.require(pool.stats().live() == 0, "terminated with live tasks");
                };
            case "shutdownNow" -> () -> givenBack.addAll(executor.shutdownNow());
            default -> executor::close;
        };
        world.spawn("ender", end);
        if (world.pick("ended twice")) {
            world.spawn("another", () -> givenBack.addAll(executor.shutdownNow()));
        }
        world.atQuiet(() -> {
            pool.close();
            world.require(executor.isTerminated(), "closed, and not terminated");
        });
        world.atEnd(() -> {
            for (Runnable one : givenBack) {
                commands.stream().filter(command -> command.is(one)).forEach(command -> command.timesGivenBack++);
            }
            for (Command command : commands) {
                int fates = command.runs + command.timesGivenBack + command.rejections;
                world.require(
                        fates == 1,
                        "ran " + command.runs + ", given back " + command.timesGivenBack + ", rejected "
                                + command.rejections);
                if (asFuture && command.rejections == 0) {
                    world.require(command.future.isDone(), "its future is not done");
                    world.require(command.future.isCancelled() == (command.runs == 0), "its future: " + command.future);
                }
            }
            Checks.closed(world, pool);
        });
    }

    @Property("a future ends once, by its task or by its cancel, and its interrupt hits no other task")
    void aFutureEndsOnce(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 2);
        ExecutorService executor = pool.asExecutorService();
        boolean interrupts = world.pick("its cancel interrupts");
        boolean fails = world.pick("fails");
        if (world.pick("waits for a slot")) {
            executor.execute(() -> world.points(2));
        }
        int[] runs = new int[1];
        Future<Integer> future = executor.submit(() -> {
            runs[0]++;
            world.points(2);
            world.require(interrupts || !Thread.currentThread().isInterrupted(), "interrupted, though it is not to be");
            if (fails) {
                throw new Boom("fails");
            }
            return 1;
        });
        Future<Integer> next = executor.submit(() -> {
            Checks.notInterruptedForAnother(world);
            world.points(2);
            Checks.notInterruptedForAnother(world);
            return 2;
        });
        world.spawn("canceller", () -> {
            world.points(world.pick("after points", 0, 20));
            boolean mine = future.cancel(interrupts);
            world.require(future.isDone(), "not done after its cancel");
            world.require(mine == future.isCancelled(), "cancelled by nobody else: " + future);
            world.require(!future.cancel(true), "cancelled twice");
        });
        world.spawn("asker", () -> {
            try {
                world.require(future.get() == 1 && !fails, "another value");
                world.require(future.state() == Future.State.SUCCESS, "a value, and " + future.state());
            } catch (CancellationException e) {
                world.require(future.isCancelled(), "cancelled, and " + future.state());
            } catch (ExecutionException e) {
                world.require(fails && e.getCause() instanceof Boom, "failed: " + e);
            }
        });
        world.require(next.get() == 2, "the next has another value");
        world.atQuiet(pool::close);
        world.atEnd(() -> world.require(runs[0] <= 1, "ran twice"));
    }

    @Property("invokeAny gives one that has succeeded, waits for no more than that, and leaves nothing behind")
    void invokeAnyGivesTheFirstSuccess(World world) throws Exception {
        TaskPool pool = Pools.open(world, world.pick("size", 1, 2), world.pick("queue", 0, 1));
        ExecutorService executor = pool.asExecutorService();
        String course = world.pickOne("course", "all succeed", "the first fails", "all fail", "the last is endless");
        int[] runs = new int[4];
        long[] succeeded = {Long.MAX_VALUE};
        List<Callable<Integer>> bodies = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            int me = i;
            bodies.add(() -> {
                runs[me]++;
                Checks.notInterruptedForAnother(world);
                world.point();
                if (course.equals("all fail") || (course.equals("the first fails") && me == 1)) {
                    throw new Boom("body " + me);
                }
                if (course.equals("the last is endless") && me == 3) {
                    Tasks.sleep(SECOND.multipliedBy(60));
                }
                succeeded[0] = Math.min(succeeded[0], world.now());
                return me;
            });
        }
        if (world.pick("others use the pool")) {
            world.spawn("other", () -> {
                try {
                    pool.submit(() -> Tasks.sleep(SECOND.multipliedBy(60)));
                } catch (TaskRejectedException e) {
                    world.note("refused");
                }
            });
        }
        String end = world.pickOne("ends by", "itself", "a limit", "an interrupt");
        CountDownLatch over = new CountDownLatch(1);
        InterruptedOnce owner = new InterruptedOnce(world, "owner", () -> {
            long begun = world.now();
            try {
                int value = end.equals("a limit")
                        ? executor.invokeAny(bodies, 10, TimeUnit.SECONDS)
                        : executor.invokeAny(bodies);
                world.require(runs[value] == 1, "the value of one that did not run: " + value);
                world.require(world.now() - succeeded[0] < SECOND.toNanos(), "after a success it waited for others");
            } catch (ExecutionException e) {
                world.require(succeeded[0] == Long.MAX_VALUE, "one has succeeded, and " + e);
            } catch (TimeoutException e) {
                world.require(end.equals("a limit"), "no limit, and " + e);
                world.require(world.now() - begun >= 10 * SECOND.toNanos(), "before its time: " + e);
            } finally {
                over.countDown();
            }
        });
        if (end.equals("an interrupt")) {
            world.points(8);
            owner.interrupt();
        }
        world.atEnd(() -> {
            for (int often : runs) {
                world.require(often <= 1, "ran " + often + " times");
            }
        });
        over.await();
        pool.close();
    }

    @Property("invokeAll gives a future of each, all done, and leaves nothing behind, whatever ended it")
    void invokeAllGivesFuturesThatAreDone(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, world.pick("queue", 0, 1));
        ExecutorService executor = pool.asExecutorService();
        String end = world.pickOne("ends by", "itself", "a limit", "an interrupt", "the pool");
        int[] runs = new int[2];
        List<Callable<Integer>> bodies = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int me = i;
            bodies.add(() -> {
                runs[me]++;
                Checks.notInterruptedForAnother(world);
                world.point();
                if (end.equals("a limit") && me == 1) {
                    Tasks.sleep(SECOND);
                }
                return me;
            });
        }
        CountDownLatch over = new CountDownLatch(1);
        InterruptedOnce owner = new InterruptedOnce(world, "owner", () -> {
            try {
                List<Future<Integer>> futures = end.equals("a limit")
                        ? executor.invokeAll(bodies, 1, TimeUnit.SECONDS)
                        : executor.invokeAll(bodies);
                world.require(futures.size() == 2, "so many futures: " + futures.size());
                for (int i = 0; i < 2; i++) {
                    Future<Integer> future = futures.get(i);
                    world.require(future.isDone(), "not done: " + future);
                    world.require(
                            future.isCancelled() ? !end.equals("itself") : future.resultNow() == i && runs[i] == 1,
                            "future " + i + ": " + future.state());
                }
            } catch (RejectedExecutionException e) {
                world.require(end.equals("the pool"), "refused: " + e);
            } finally {
                over.countDown();
            }
        });
        if (end.equals("an interrupt")) {
            world.points(8);
            owner.interrupt();
        } else if (end.equals("the pool")) {
            world.points(8);
            pool.shutdown(Shutdown.now());
        }
        over.await();
        pool.close();
    }
}
