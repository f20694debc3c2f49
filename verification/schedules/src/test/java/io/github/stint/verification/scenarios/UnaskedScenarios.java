package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.Tasks;
import io.github.stint.Until;
import io.github.stint.spi.TaskListener;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.ArrayList;
import java.util.List;

/** Failures that nobody asks about. */
final class UnaskedScenarios {

    @Property("T11: a failure nobody asks about is logged once, at the latest when the pool is closed, and told once"
            + " then")
    void anUnaskedFailureIsLoggedOnce(World world) throws Exception {
        TaskPool pool = Pools.open(world, 2, 0);
        List<String> told = new ArrayList<>();
        pool.addListener(new TaskListener() {
            @Override
            public void failedUnobserved(Task<?> task, Throwable error) {
                checkLogged(world, error.getMessage(), 1);
                told.add(error.getMessage());
                world.point();
            }
        });
        for (String name : List.of("one", "two")) {
            pool.submit(TaskOptions.named(name), () -> {
                world.point();
                throw new IllegalStateException(name);
            });
        }
        world.spawn("clock", () -> {
            for (int i = 0; i < 3; i++) {
                world.points(2);
                world.advance(SECOND.dividedBy(2));
            }
        });
        World.Body close = () -> {
            long begun = world.now();
            pool.shutdown(Shutdown.whenDone());
            if (world.now() - begun < SECOND.toNanos()) { // the log is not waited for any longer
                checkLogged(world, "one", 1);
                checkLogged(world, "two", 1);
            }
        };
        if (world.pick("close late")) {
            world.atQuiet(close);
        } else {
            world.spawn("closer", close);
        }
        world.atEnd(() -> {
            checkLogged(world, "one", 1);
            checkLogged(world, "two", 1);
            world.require(told.size() == 2 && told.containsAll(List.of("one", "two")), "told: " + told);
        });
    }

    @Property("T11: a failure that somebody asked about in time is not in the log")
    void anAskedFailureIsNotLogged(World world) throws Exception {
        TaskPool pool = Pools.open(world, 2, 0);
        Task<Integer> asked = pool.submit(TaskOptions.named("asked"), () -> {
            world.point();
            throw new IllegalStateException("asked");
        });
        Task<Integer> other = pool.submit(TaskOptions.named("other"), () -> {
            throw new IllegalStateException("other");
        });
        String how = world.pickOne("asks by", "join", "callback", "look", "await many");
        boolean[] inTime = new boolean[1];
        long begun = world.now();
        world.spawn("asker", () -> {
            switch (how) {
                case "join" -> asked.join();
                case "callback" -> asked.onDone(Task::state);
                case "look" -> {
                    while (asked.outcome().isEmpty()) {
                        world.letOthers();
                    }
                }
                default -> Tasks.await(List.of(asked), Until.ALL_DONE);
            }
            inTime[0] = world.now() == begun;
        });
        if (world.pick("time passes")) {
            world.spawn("clock", () -> {
                world.points(3);
                world.advance(SECOND);
            });
        }
        world.atQuiet(() -> {
            world.require(other.isDone() || !inTime[0], "the other has not ended");
            pool.close();
        });
        world.atEnd(() -> {
            checkLogged(world, "other", 1);
            if (inTime[0]) {
                checkLogged(world, "asked", 0);
            }
        });
    }

    private static void checkLogged(World world, String name, int times) {
        long logged = world.logged().stream()
                .filter(line -> line.contains("p") && line.contains("/" + name + "#") && line.contains("nobody asked"))
                .count();
        world.require(logged == times, "'" + name + "' is in the log so often: " + logged);
    }
}
