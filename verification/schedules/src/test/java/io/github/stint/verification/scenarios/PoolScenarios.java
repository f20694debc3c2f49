package io.github.stint.verification.scenarios;

import io.github.stint.TaskPool;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;

/** Admission, resizing and closing of a pool. */
final class PoolScenarios {

    @Property("P1: never more run than the pool has places")
    void neverMoreThanItsPlaces(World world) throws Exception {
        int size = world.pick("size", 1, 2);
        TaskPool pool = TaskPool.builder("p")
                .size(size)
                .queue(world.pick("queue", 0, 1))
                .ticker(new WorldTicker(world))
                .open();
        int[] running = new int[1];
        for (int i = 0; i < 2; i++) {
            world.spawn("submitter" + i, () -> {
                for (int k = 0; k < 2; k++) {
                    pool.submit(() -> {
                        running[0]++;
                        world.require(running[0] <= size, "too many run: " + running[0]);
                        world.points(2);
                        running[0]--;
                    });
                }
            });
        }
        world.atQuiet(pool::close);
        world.atEnd(() -> world.require(pool.stats().submitted() == 4, "lost: " + pool.stats()));
    }
}
