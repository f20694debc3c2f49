package io.github.stint.verification.scenarios;

import io.github.stint.verification.schedules.World;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntConsumer;

/**
 * The numbers from 1 to some last one, to be read by one thread at a time, and to be closed once when no one reads it any
 * more.
 */
final class Numbers implements Iterable<Integer>, AutoCloseable {

    private final World world;
    private final int last;
    private final IntConsumer whenPulled;
    private int pulled;
    private int closed;
    private boolean inUse;

    Numbers(World world, int last) {
        this(world, last, number -> {});
    }

    /** Tells of each number just before it is given. */
    Numbers(World world, int last, IntConsumer whenPulled) {
        this.world = world;
        this.last = last;
        this.whenPulled = whenPulled;
    }

    @Override
    public Iterator<Integer> iterator() {
        return new Iterator<>() {

            @Override
            public boolean hasNext() {
                world.require(closed == 0, "the source is read after it was closed");
                use();
                return pulled < last;
            }

            @Override
            public Integer next() {
                world.require(closed == 0, "the source is read after it was closed");
                use();
                if (pulled == last) {
                    throw new NoSuchElementException("after " + last);
                }
                pulled++;
                whenPulled.accept(pulled);
                return pulled;
            }
        };
    }

    @Override
    public void close() {
        closed++;
        world.require(closed == 1, "the source is closed twice");
        use();
    }

    /** Who has stopped here was to be alone. */
    private void use() {
        world.require(!inUse, "two threads use the source at a time");
        inUse = true;
        world.point();
        inUse = false;
    }

    /** How many were given. */
    int pulled() {
        return pulled;
    }

    /** Says that it is closed by now. */
    void requireClosed(String when) {
        world.require(closed == 1 && !inUse, "the source is not closed " + when);
    }
}
