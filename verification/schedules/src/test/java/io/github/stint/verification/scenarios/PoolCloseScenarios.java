package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.CloseReport;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.Tasks;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;

/** The end of a pool. */
final class PoolCloseScenarios {

    @Property("P8, P9: nothing runs after close has returned, and who comes too late is refused and leaves nothing"
            + " behind")
    void nothingRunsAfterClose(World world) {
        TaskPool pool = Pools.open(world, 1, world.pick("queue", 0, 1));
        boolean[] closed = new boolean[1];
        Life[] lives = {new Life(world, "t0"), new Life(world, "t1"), new Life(world, "t2")};
        world.spawn("submitter", () -> {
            for (Life each : lives) {
                boolean before = closed[0];
                try {
                    each.submitTo(pool, () -> {
                        world.require(!closed[0], "it began after close");
                        world.point();
                        world.require(!closed[0], "it ran after close");
                        return 1;
                    });
                    world.require(!before, "accepted after close");
                } catch (TaskRejectedException e) {
                    world.require(e.why() == Why.CLOSED, "refused otherwise: " + e);
                }
            }
        });
        boolean timed = world.pick("timed");
        Life last = new Life(world, "last");
        world.spawn("closer", () -> {
            long begun = world.now();
            close(pool, world.pickOne("how", "close", "when done", "now", "drain"));
            closed[0] = true;
            world.require(world.now() == begun, "it waited for time to pass");
            world.require(pool.stats().state() == OwnerState.CLOSED, "close has returned: " + pool.stats());
            Pools.checkEmpty(world, pool, "after close");
            try {
                if (timed) {
                    last.submitTo(pool, SECOND, () -> 1);
                } else {
                    last.trySubmitTo(pool, () -> 1);
                }
                world.fail("a closed pool refused nobody");
            } catch (TaskRejectedException e) {
                world.require(e.why() == Why.CLOSED, "refused otherwise: " + e);
            }
        });
    }

    private static void close(TaskPool pool, String how) throws InterruptedException {
        switch (how) {
            case "close" -> pool.close();
            case "when done" -> pool.gatherAndClose();
            case "now" -> pool.shutdown(Shutdown.now());
            default -> pool.shutdown(Shutdown.drainFor(SECOND));
        }
    }

    @Property("P8, P7: all who close a pool, or wait for that, go on when it is closed and get the same report")
    void whoeverClosesGetsTheSameReport(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 1);
        Life[] lives = {new Life(world, "t0"), new Life(world, "t1")};
        for (Life each : lives) {
            each.submitTo(pool, () -> {
                world.points(2);
                return 1;
            });
        }
        CloseReport[] reports = new CloseReport[2];
        Shutdown how = world.pickOne("how", Shutdown.whenDone(), Shutdown.now());
        InterruptedOnce first = new InterruptedOnce(world, "first", () -> {
            reports[0] = pool.shutdown(how);
            world.require(reports[0].took().isZero(), "it waited for time to pass: " + reports[0]);
            Pools.checkEmpty(world, pool, "after the first close");
        });
        world.spawn("second", () -> {
            switch (world.pickOne("waits before", "not", "for quiet", "for the close")) {
                case "for quiet" -> world.require(pool.awaitIdle(SECOND), "it is quiet, and nobody said so");
                case "for the close" -> pool.awaitClosed();
                default -> Pools.checkBalance(world, pool);
            }
            reports[1] = pool.shutdown(Shutdown.whenDone());
            world.require(pool.stats().state() == OwnerState.CLOSED, "closed: " + pool.stats());
            Pools.checkEmpty(world, pool, "after the second close");
        });
        if (world.pick("interrupt")) {
            world.spawn("other", () -> {
                world.points(world.pick("late", 0, 3));
                first.interrupt();
            });
        }
        world.atQuiet(pool::close);
        world.atEnd(() -> {
            world.require(reports[0] == null || reports[0] == reports[1], "two reports");
            CloseReport report = reports[1];
            long told = report.drained() + report.failed() + report.cancelled();
            world.require(told <= 2 && report.stragglers().isEmpty(), "told of too many: " + report);
        });
    }

    @Property("P8: a task of a pool that drains may bring more, whose end is waited for too")
    void aDrainingPoolTakesWhatItsTasksBring(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, 1);
        Life outer = new Life(world, "outer");
        Life inner = new Life(world, "inner");
        Life outside = new Life(world, "outside");
        outer.submitTo(pool, () -> {
            world.points(2);
            inner.trySubmitTo(pool, () -> {
                world.point();
                return 1;
            });
            return 1;
        });
        boolean[] closed = new boolean[1];
        world.spawn("closer", () -> {
            CloseReport report = pool.gatherAndClose();
            closed[0] = true;
            Pools.checkEmpty(world, pool, "after close");
            world.require(report.cancelled() == 0, "it cancelled what was to be waited for: " + report);
            world.require(outer.succeeded() && (!inner.isAccepted() || inner.succeeded()), "lost: " + report);
        });
        world.spawn("submitter", () -> {
            try {
                outside.submitTo(pool, () -> {
                    world.require(!closed[0], "it ran after close");
                    return 1;
                });
            } catch (TaskRejectedException e) {
                world.require(e.why() == Why.CLOSED, "refused otherwise: " + e);
            }
        });
        world.atEnd(() -> world.require(inner.isAccepted() || outside.isAccepted(), "the inner one found no room"));
    }

    @Property("P8, P20: a close drains, cancels, waits, and reports who has not ended; the numbers add up")
    void theReportAddsUp(World world) throws Exception {
        TaskPool pool = Pools.open(world, 2, 1);
        boolean stubborn = world.pick("stubborn");
        Life[] lives = {new Life(world, "stubborn"), new Life(world, "quick"), new Life(world, "slow")};
        lives[0].submitTo(pool, () -> {
            for (int i = 0; i < (stubborn ? 9 : 1); i++) {
                try {
                    Tasks.sleep(SECOND);
                } catch (InterruptedException e) {
                    world.note("asked to stop, and stays");
                    world.parkUntil(this, world.now() + SECOND.toNanos());
                }
            }
            return 1;
        });
        lives[1].submitTo(pool, () -> {
            world.points(2);
            return 1;
        });
        lives[2].submitTo(pool, () -> {
            Tasks.sleep(SECOND.multipliedBy(3));
            return 1;
        });
        Stats[] before = new Stats[1];
        world.spawn("closer", () -> {
            before[0] = pool.stats();
            CloseReport report = pool.shutdown(new Shutdown(SECOND, SECOND));
            Stats after = pool.stats();
            int late = report.stragglers().size();
            long told = report.drained() + report.failed() + report.cancelled() + late;
            world.require(told <= before[0].live() && told >= after.submitted() - before[0].ended() - 3, "" + report);
            world.require(late <= 1, "so many straggle: " + report);
            world.require(stubborn || late == 0, "it straggles though it gave in: " + report);
        });
        world.spawn("clock", () -> {
            world.points(world.pick("late", 1, 3));
            world.advance(SECOND.dividedBy(2));
        });
    }
}
