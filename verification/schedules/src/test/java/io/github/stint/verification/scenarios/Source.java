package io.github.stint.verification.scenarios;

import io.github.stint.verification.schedules.World;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The numbers from 1: read by one at a time, closed once and then left alone. */
final class Source implements Iterable<Integer>, AutoCloseable {

    private final World world;
    private final int count;
    private boolean inUse;
    private int closed;

    Source(World world, int count) {
        this.world = world;
        this.count = count;
        world.atEnd(() -> world.require(closed == 1, "the source was closed so often: " + closed));
    }

    int closed() {
        return closed;
    }

    @Override
    public Iterator<Integer> iterator() {
        return new Iterator<>() {
            private int last;

            @Override
            public boolean hasNext() {
                use("hasNext");
                return last < count;
            }

            @Override
            public Integer next() {
                use("next");
                if (last == count) {
                    throw new NoSuchElementException();
                }
                last++;
                return last;
            }
        };
    }

    private void use(String how) {
        world.require(!inUse, "two read the source at once: " + how);
        world.require(closed == 0, "the source was read after its close: " + how);
        inUse = true;
        world.point();
        inUse = false;
    }

    @Override
    public void close() {
        world.require(!inUse, "the source was closed while it was read");
        closed++;
        world.point();
    }
}
