package io.github.stint.verification.scenarios;

import io.github.stint.CancelReason.Source;
import io.github.stint.CloseReport;
import io.github.stint.OnFailure;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.ArrayList;
import java.util.List;

/** Blocks whose tasks end with them. */
final class GroupScenarios {

    @Property("G1: after a block nothing of it runs, and what failed in it has come out")
    void nothingRunsAfterItsBlock(World world) throws Exception {
        boolean fails = world.pick("fails");
        boolean startsMore = world.pick("starts more");
        OnFailure onFailure = world.pickOne("on failure", OnFailure.values());
        TaskGroup.Builder builder = TaskGroup.builder().onFailure(onFailure).ticker(new WorldTicker(world));
        if (world.pick("limited")) {
            builder.limit(1);
        }
        AtOnce atOnce = new AtOnce(world, 3);
        boolean[] failed = new boolean[1];
        List<Task<?>> tasks = new ArrayList<>();
        try {
            builder.run(group -> {
                tasks.add(group.start(atOnce.counted(() -> {
                    world.point();
                    if (fails) {
                        failed[0] = true;
                        throw new Boom("first");
                    }
                    return 1;
                })));
                tasks.add(group.start(atOnce.counted(() -> {
                    world.point();
                    if (startsMore) {
                        tasks.add(group.start(atOnce.counted(() -> 3)));
                    }
                    return 2;
                })));
                return 0;
            });
            world.require(!failed[0], "what failed did not come out");
        } catch (TaskGroupException e) {
            world.require(failed[0], "nothing failed, and " + e);
            world.require(e.failures().getFirst().getCause() instanceof Boom, "another failure was first: " + e);
        } catch (TaskRejectedException e) {
            world.require(failed[0], "nothing failed, and " + e);
            world.fail("the refusal came out, and not the failure behind it", e);
        }
        world.require(atOnce.now() == 0, "runs after the block");
        for (Task<?> task : tasks) {
            world.require(task.isDone(), "not done after the block: " + task);
            task.cancelReason()
                    .ifPresent(why ->
                            world.require(failed[0] && why.source() == Source.SIBLING_FAILED, "the reason is " + why));
        }
    }

    @Property("G4: an interrupt of the owner cancels the tasks, waits for them, and is neither lost nor doubled")
    void anInterruptOfTheOwnerIsHeardOnce(World world) {
        boolean endless = world.pick("endless");
        boolean fails = world.pick("fails");
        boolean joins = world.pick("joins itself");
        AtOnce atOnce = new AtOnce(world, 2);
        InterruptedOnce owner = new InterruptedOnce(world, "owner", () -> {
            try {
                TaskGroup.builder().ticker(new WorldTicker(world)).run(group -> {
                    group.start(atOnce.counted(() -> {
                        if (endless) {
                            Tasks.sleep(Shutdown.WITHOUT_LIMIT);
                        }
                        world.point();
                        return 1;
                    }));
                    if (fails) {
                        group.start(atOnce.counted(() -> {
                            throw new Boom("fails");
                        }));
                    }
                    return joins ? group.join().name() : "";
                });
                world.require(!endless, "went through, though a task of it never ends");
            } catch (TaskGroupException e) {
                world.require(fails, "nothing failed, and " + e);
            } finally {
                world.require(atOnce.now() == 0, "runs after the block");
            }
        });
        if ((endless && !fails) || world.pick("interrupted")) {
            world.spawn("interrupter", () -> {
                world.points(world.pick("after points", 0, 3, 9));
                owner.interrupt();
            });
        }
    }

    @Property("G5: a cancel goes down a tree of groups, and neither up nor sideways")
    void aCancelGoesDownOnly(World world) throws Exception {
        String target = world.pickOne("cancelled is", "the member", "its group", "its leaf");
        TaskGroup[] inner = new TaskGroup[1];
        List<Task<?>> leaf = new ArrayList<>();
        AtOnce atOnce = new AtOnce(world, 1);
        TaskGroup.builder().ticker(new WorldTicker(world)).run(outer -> {
            Task<?> member = outer.start("member", () -> {
                try {
                    TaskGroup.run(group -> {
                        leaf.add(group.start("leaf", atOnce.counted(() -> {
                            Tasks.sleep(Shutdown.WITHOUT_LIMIT);
                            return 1;
                        })));
                        inner[0] = group;
                        return group.join();
                    });
                } finally {
                    world.require(atOnce.now() == 0, "runs after the inner block");
                }
            });
            Task<?> sibling = outer.start("sibling", () -> world.points(2));
            while (inner[0] == null && !target.equals("the member")) {
                world.letOthers();
            }
            switch (target) {
                case "the member" -> member.cancel("by the scenario");
                case "its group" -> inner[0].cancel("by the scenario");
                default -> leaf.getFirst().cancel("by the scenario");
            }
            member.join();
            sibling.join();
            world.require(sibling.state() == TaskState.SUCCEEDED, "sideways: " + sibling);
            if (target.equals("the member")) {
                world.require(member.state() == TaskState.CANCELLED, "the cancel of the member was lost: " + member);
            } else {
                world.require(member.state() == TaskState.SUCCEEDED, "up: " + member);
                world.require(member.cancelReason().isEmpty(), "up: " + member.cancelReason());
            }
            leaf.forEach(task -> world.require(task.state() == TaskState.CANCELLED, "it did not go down: " + task));
            return 0;
        });
    }

    @Property("G8: a group may be closed by several threads; when the first close returns, nothing runs any more")
    void closeIsSafeFromSeveralThreads(World world) {
        String other = world.pickOne("beside close", "close", "shutdown", "cancel", "join");
        boolean fails = world.pick("fails");
        TaskGroup group = TaskGroup.builder().ticker(new WorldTicker(world)).open();
        AtOnce atOnce = new AtOnce(world, 2);
        boolean[] closed = new boolean[1];
        world.spawn("starter", () -> {
            for (int i = 0; i < 2; i++) {
                try {
                    group.start(atOnce.counted(() -> {
                        world.require(!closed[0], "begins after close");
                        world.point();
                        if (fails) {
                            throw new Boom("fails");
                        }
                        return 1;
                    }));
                } catch (TaskRejectedException e) {
                    world.note("refused");
                }
            }
        });
        world.spawn("closer", () -> {
            group.close();
            closed[0] = true;
            world.require(atOnce.now() == 0, "runs after close");
            Pools.checkEmpty(world, group, "when it was left");
        });
        world.spawn("other", () -> {
            switch (other) {
                case "close" -> {
                    group.close();
                    closed[0] = true;
                    world.require(atOnce.now() == 0, "runs after the other close");
                }
                case "shutdown" -> {
                    CloseReport report = group.shutdown(Shutdown.whenDone());
                    world.require(report.stragglers().isEmpty(), "stragglers: " + report);
                    closed[0] = true;
                    world.require(atOnce.now() == 0, "runs after shutdown");
                }
                case "cancel" -> group.cancel("by the scenario");
                default -> {
                    try {
                        group.join();
                    } catch (TaskGroupException e) {
                        world.require(fails, "nothing failed, and " + e);
                    }
                }
            }
        });
        world.atEnd(() -> Checks.closed(world, group));
    }
}
