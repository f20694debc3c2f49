package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.Stats;
import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Who comes in, in which order, and who does not. */
final class AdmissionScenarios {

    @Property("P1, P6: never more run than there are places, and they begin in the order of acceptance")
    void tasksBeginInOrder(World world) {
        TaskPool pool = Pools.open(world, 1, world.pick("queue", 0, 1));
        AtOnce running = new AtOnce(world, 1);
        long[] lastId = new long[1];
        for (int i = 0; i < 2; i++) {
            String how = world.pickOne("submits", "waiting", "waiting so long", "trying");
            Life[] lives = {new Life(world, "t" + i + "0"), new Life(world, "t" + i + "1")};
            world.spawn("submitter" + i, () -> {
                for (Life life : lives) {
                    Callable<Integer> body = running.counted(() -> {
                        long id = Objects.requireNonNull(Cancellation.currentTask())
                                .id();
                        world.require(id > lastId[0], id + " began after " + lastId[0]);
                        lastId[0] = id;
                        world.point();
                        return 1;
                    });
                    submit(life, pool, how, body);
                }
                if (how.equals("waiting")) {
                    world.require(lives[0].task().id() < lives[1].task().id(), "accepted out of order");
                }
            });
        }
        world.spawn("looker", () -> Pools.checkBalance(world, pool));
        world.atQuiet(pool::close);
    }

    private static void submit(Life life, TaskPool pool, String how, Callable<Integer> body)
            throws InterruptedException {
        switch (how) {
            case "waiting" -> life.submitTo(pool, body);
            case "trying" -> life.trySubmitTo(pool, body);
            default -> {
                try {
                    life.submitTo(pool, SECOND, body);
                } catch (TaskRejectedException e) {
                    // its second was over
                }
            }
        }
    }

    @Property("P6: who waited first is accepted first, and nobody who does not wait overtakes him")
    void whoWaitedFirstIsAcceptedFirst(World world) {
        TaskPool pool = Pools.open(world, 0, 0);
        List<String> order = new ArrayList<>();
        Life[] waiting = {new Life(world, "first"), new Life(world, "second")};
        for (int i = 0; i < 2; i++) {
            int me = i;
            world.spawn("waiter" + i, () -> {
                while (pool.stats().waiting() < me) {
                    world.letOthers();
                }
                waiting[me].submitTo(pool, () -> order.add("waiter" + me));
            });
        }
        Life tried = new Life(world, "tried");
        world.spawn("other", () -> {
            while (pool.stats().waiting() < 2) {
                world.letOthers();
            }
            world.require(pool.trySubmit(() -> 1).isEmpty(), "somebody overtook those who wait");
            pool.resize(world.pick("size", 1, 2));
            tried.trySubmitTo(pool, () -> order.add("tried"));
        });
        world.atQuiet(() -> {
            world.require(order.size() == (tried.isAccepted() ? 3 : 2), "somebody waits for ever: " + order);
            pool.close();
        });
        world.atEnd(() -> {
            long first = waiting[0].task().id();
            long second = waiting[1].task().id();
            world.require(first < second, "the second was accepted first");
            world.require(!tried.isAccepted() || second < tried.task().id(), "who tried overtook who waited");
        });
    }

    @Property("P11: a submission that was interrupted or whose time was over is not admitted later; who waits behind it"
            + " is")
    void aWaitGivenUpIsNotAdmittedLater(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 0);
        CountDownLatch gate = new CountDownLatch(1);
        pool.submit(() -> {
            gate.await();
        });
        Life gaveUp = new Life(world, "gave up");
        Life behind = new Life(world, "behind");
        boolean timed = world.pick("timed");
        InterruptedOnce first = new InterruptedOnce(world, "first", () -> {
            try {
                if (timed) {
                    gaveUp.submitTo(pool, SECOND, () -> 1);
                } else {
                    gaveUp.submitTo(pool, () -> 1);
                }
            } catch (TaskRejectedException e) {
                world.require(timed, "refused, though it waits for ever");
            }
        });
        world.spawn("second", () -> behind.submitTo(pool, () -> 1));
        world.spawn("other", () -> {
            world.points(world.pick("late", 0, 3));
            if (timed) {
                world.advance(SECOND);
            } else {
                first.interrupt();
            }
            gate.countDown();
        });
        world.atQuiet(() -> {
            Stats stats = pool.stats();
            world.require(behind.isAccepted() && stats.waiting() == 0, "somebody waits for ever: " + stats);
            pool.close();
        });
        world.atEnd(() -> {
            world.require(pool.stats().submitted() == (gaveUp.isAccepted() ? 3 : 2), "too many: " + pool.stats());
            world.require(behind.succeeded(), "who came behind did not run: " + behind.task());
        });
    }

    @Property("P7, P16: tasks that submit to their own full pool come in, or one of them is told; none waits for ever")
    void aPoolThatWouldWaitForItselfSaysSo(World world) throws Exception {
        int size = world.pick("size", 1, 2);
        int queue = world.pick("queue", 0, 1);
        TaskPool pool = Pools.open(world, size, queue);
        int[] refused = new int[1];
        List<Task<?>> outer = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Life life = new Life(world, "outer" + i);
            Life[] inner = {new Life(world, "inner" + i + "0"), new Life(world, "inner" + i + "1")};
            life.submitTo(pool, () -> {
                for (Life each : inner) {
                    try {
                        each.submitTo(pool, () -> 1);
                    } catch (IllegalStateException e) {
                        refused[0]++;
                    } catch (TaskRejectedException e) {
                        world.note("refused: " + e.getMessage());
                    }
                }
                return 1;
            });
            outer.add(life.task());
        }
        String what = world.pickOne("meanwhile", "nothing", "pauses", "cancels", "closes", "submits");
        Life another = new Life(world, "another");
        world.spawn("other", () -> {
            switch (what) {
                case "pauses" -> {
                    pool.resize(0);
                    world.point();
                    pool.resize(size);
                }
                case "cancels" -> outer.getFirst().cancel("x");
                case "closes" -> pool.gatherAndClose();
                case "submits" -> another.submitTo(pool, () -> 1);
                default -> Pools.checkBalance(world, pool);
            }
        });
        world.atQuiet(() -> {
            Stats stats = pool.stats();
            world.require(stats.live() == 0 && stats.waiting() == 0, "somebody waits for ever: " + stats);
            pool.close();
        });
        if (what.equals("nothing") && size == 1) {
            world.atEnd(() -> world.require(refused[0] == 2 - queue, "refused so often: " + refused[0]));
        }
    }

    @Property("P16, P7: a task that waits for room in its own pool is not refused while one runs that does not wait")
    void whoMayStillGetRoomIsNotRefused(World world) throws Exception {
        TaskPool pool = Pools.open(world, 2, 0);
        CountDownLatch gate = new CountDownLatch(1);
        pool.submit(() -> Pools.await(gate));
        Life outer = new Life(world, "outer");
        Life[] inner = {new Life(world, "inner0"), new Life(world, "inner1")};
        outer.submitTo(pool, () -> {
            for (Life each : inner) {
                each.submitTo(pool, () -> 1);
            }
            return 1;
        });
        world.spawn("resizer", () -> {
            for (int i = 0; i < 2; i++) {
                while (pool.stats().waiting() == 0 && !outer.task().isDone()) {
                    world.letOthers();
                }
                pool.resize(3);
                pool.resize(2);
            }
            pool.resize(3);
        });
        world.atQuiet(() -> {
            world.require(outer.succeeded(), "it was refused, or waits: " + outer.task());
            gate.countDown();
        });
        world.atQuiet(pool::close);
    }
}
