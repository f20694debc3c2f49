package io.github.stint.verification.scenarios;

import io.github.stint.spi.Ticker;
import io.github.stint.verification.schedules.World;

/** The time of a world. */
final class WorldTicker implements Ticker {

    private final World world;

    WorldTicker(World world) {
        this.world = world;
    }

    @Override
    public long nanoTime() {
        return world.now();
    }

    @Override
    public void parkUntil(Object blocker, long deadline) {
        world.parkUntil(blocker, deadline);
    }
}
