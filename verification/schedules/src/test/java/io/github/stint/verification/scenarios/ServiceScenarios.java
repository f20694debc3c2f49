package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.CancelResult;
import io.github.stint.RestartPolicy;
import io.github.stint.Shutdown;
import io.github.stint.Supervised;
import io.github.stint.Supervised.State;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskService;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;

/** What is run again and again. */
final class ServiceScenarios {

    private static final RestartPolicy EVERY_SECOND =
            RestartPolicy.always().backoff(SECOND, SECOND).jitter(0);

    @Property("V3: cancelled in a pause it ends at once, and no run follows; no run begins without its interrupt")
    void noRunFollowsACancel(World world) throws Exception {
        Ear ear = new Ear(world);
        TaskService service = TaskService.builder("s")
                .ticker(new WorldTicker(world))
                .listener(ear)
                .open();
        int[] runs = new int[1];
        boolean[] cancelled = new boolean[1];
        boolean[] over = new boolean[1];
        Supervised supervised = service.runForever("x", EVERY_SECOND, () -> {
            runs[0]++;
            world.require(!over[0], "a run begins after the cancel in a pause");
            world.require(
                    !cancelled[0] || Thread.currentThread().isInterrupted(), "a cancel was lost between two runs");
            Checks.notInterruptedForAnother(world);
            world.point();
            if (runs[0] == 3) {
                Tasks.sleep(Shutdown.WITHOUT_LIMIT);
            }
            throw new Boom("run " + runs[0]);
        });
        world.spawn("clock", () -> {
            world.points(20);
            world.advance(SECOND);
        });
        world.points(world.pick("after points", 0, 5, 40));
        CancelResult result = supervised.cancel("by the scenario");
        if (result == CancelResult.REQUESTED) {
            cancelled[0] = true;
            over[0] = supervised.state() == State.BACKING_OFF;
        }
        long asked = world.now();
        supervised.task().join();
        world.require(result == CancelResult.REQUESTED, "it had ended: " + result);
        world.require(world.now() - asked <= SECOND.toNanos(), "the end came late");
        world.require(supervised.state() == State.ENDED, "reported as " + supervised);
        service.close();
        Checks.closed(world, service);
        ear.checkStates(supervised);
    }

    @Property("V4 V7: of a crash and a stop one is the end, told once, and what is reported is so")
    void aStopAndACrashHaveOneEnd(World world) throws Exception {
        Ear ear = new Ear(world);
        TaskService service = TaskService.builder("s")
                .ticker(new WorldTicker(world))
                .listener(ear)
                .open();
        RestartPolicy policy = EVERY_SECOND.giveUpAfter(1, SECOND.multipliedBy(60));
        int[] ends = new int[1];
        boolean[] inside = new boolean[1];
        Supervised supervised = service.runForever("x", policy, self -> {
            world.require(!inside[0] && ends[0] == 0, "a run begins in a run, or after the end");
            inside[0] = true;
            try {
                self.ready();
                world.point();
                throw new Boom("crash");
            } finally {
                inside[0] = false;
            }
        });
        supervised.onDone(task -> ends[0]++);
        String stop = world.pickOne("stopped by", "cancel", "close", "both", "nobody");
        if (stop.equals("both")) {
            world.spawn("canceller", () -> {
                world.points(10);
                supervised.cancel("by the scenario");
            });
        }
        world.points(world.pick("after points", 0, 10));
        if (stop.equals("cancel")) {
            supervised.cancel("by the scenario");
        } else if (!stop.equals("nobody")) {
            service.close();
            world.require(supervised.state() == State.ENDED && !inside[0], "after close: " + supervised);
        }
        supervised.task().join();
        TaskState end = supervised.task().state();
        world.require(
                end == TaskState.FAILED || (end == TaskState.CANCELLED && !stop.equals("nobody")), "ended " + end);
        world.require(supervised.runs() <= 2, "more runs than its policy allows: " + supervised);
        service.close();
        world.require(ends[0] == 1, "ended so often: " + ends[0]);
        world.require(service.supervised().isEmpty(), "still supervised: " + service.supervised());
        Checks.closed(world, service);
        ear.checkStates(supervised);
        world.require(
                ear.restarts(supervised) == supervised.restarts(),
                "told of " + ear.restarts(supervised) + " restarts: " + supervised);
    }

    @Property(value = "V7: who waits until it is ready wakes when it is, or when it never will be", found = 566)
    void whoWaitsForReadinessWakes(World world) throws Exception {
        String course = world.pickOne("gets ready", "in its first run", "in its second run", "never", "from outside");
        TaskService service =
                TaskService.builder("s").ticker(new WorldTicker(world)).open();
        int[] runs = new int[1];
        boolean[] ready = new boolean[1];
        Supervised supervised = service.runForever(
                "x", RestartPolicy.onFailure().backoff(SECOND, SECOND).jitter(0), self -> {
                    runs[0]++;
                    world.point();
                    if (course.equals("in its second run") && runs[0] == 1) {
                        throw new Boom("first run");
                    }
                    if (course.startsWith("in its")) {
                        ready[0] = true;
                        self.ready();
                    }
                    if (course.equals("from outside")) {
                        Tasks.sleep(Shutdown.WITHOUT_LIMIT);
                    }
                });
        if (course.equals("from outside")) {
            world.spawn("outsider", () -> {
                while (supervised.state() != State.RUNNING) {
                    world.letOthers();
                }
                ready[0] = true;
                supervised.ready();
            });
        }
        boolean ofService = world.pick("waits for the service");
        try {
            boolean told = ofService
                    ? service.awaitReady(Shutdown.WITHOUT_LIMIT)
                    : supervised.awaitReady(Shutdown.WITHOUT_LIMIT);
            world.require(told && ready[0], "told to be ready, and was not");
        } catch (TaskFailedException e) {
            world.fail("nothing fails for good", e);
        } catch (IllegalStateException e) {
            world.require(course.equals("never"), "told that it never was ready, and it was: " + e);
        }
        service.close();
        Checks.closed(world, service);
    }

    @Property("V7: changes are told one after the other, in order, whoever brings them about")
    void changesAreToldInOrder(World world) throws Exception {
        Ear ear = new Ear(world);
        TaskService service = TaskService.builder("s")
                .ticker(new WorldTicker(world))
                .listener(ear)
                .open();
        boolean fails = world.pick("fails");
        RestartPolicy once = RestartPolicy.onFailure().giveUpAfter(1, SECOND.multipliedBy(60));
        Supervised supervised = service.runForever("x", once, self -> {
            world.points(3);
            if (fails) {
                throw new Boom("a run");
            }
        });
        world.spawn("outsider", () -> {
            while (supervised.state() == State.WAITING) {
                world.letOthers();
            }
            try {
                supervised.ready();
            } catch (IllegalStateException e) {
                world.note("not under way");
            }
        });
        supervised.task().join();
        world.atQuiet(() -> {
            service.close();
            ear.checkStates(supervised);
        });
    }

    @Property("V3 V7: a schedule that is cancelled between two runs has no further run")
    void aCancelledScheduleRunsNoMore(World world) throws Exception {
        Ear ear = new Ear(world);
        TaskService service = TaskService.builder("s")
                .ticker(new WorldTicker(world))
                .listener(ear)
                .open();
        boolean fails = world.pick("its runs fail");
        boolean[] over = new boolean[1];
        boolean[] cancelled = new boolean[1];
        Supervised supervised = service.every("x", SECOND, () -> {
            world.require(!over[0], "runs after a cancel between two runs");
            world.require(
                    !cancelled[0] || Thread.currentThread().isInterrupted(), "a cancel was lost between two runs");
            Checks.notInterruptedForAnother(world);
            world.point();
            if (fails) {
                throw new Boom("run");
            }
        });
        world.spawn("clock", () -> {
            for (int i = 0; i < 2; i++) {
                world.points(20);
                world.advance(SECOND);
            }
        });
        world.points(world.pick("after points", 0, 20, 50));
        if (supervised.cancel("by the scenario") == CancelResult.REQUESTED) {
            cancelled[0] = true;
            over[0] = supervised.state() == State.WAITING;
        }
        supervised.task().join();
        service.close();
        Checks.closed(world, service);
        ear.checkStates(supervised);
    }
}
