package io.github.stint.testing;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;

/** The numbers from zero, so many, which counts what is done with it. Its fields that are not atomic find data races. */
public class CountedSource implements Iterable<Integer>, AutoCloseable {

    private final AtomicInteger pulled = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();
    private final int count;
    private int next;

    /** So many numbers. */
    public CountedSource(int count) {
        this.count = count;
    }

    /** A source without an end. */
    public static CountedSource endless() {
        return new CountedSource(Integer.MAX_VALUE);
    }

    @Override
    public Iterator<Integer> iterator() {
        begun.incrementAndGet();
        return new Numbers();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }

    /** Called before each element is handed out; for tests that want to throw or wait. */
    protected void beforeNext(int element) {}

    /** Called whenever it is asked for more; for tests that want to throw or wait. */
    protected void beforeHasNext() {}

    /** How many elements were taken out. */
    public int pulled() {
        return pulled.get();
    }

    /** How often an iterator was asked for. */
    public int begun() {
        return begun.get();
    }

    /** How often it was closed. */
    public int closed() {
        return closed.get();
    }

    /** How many threads were in its iterator at one time. */
    public int mostInside() {
        return mostInside.get();
    }

    private final class Numbers implements Iterator<Integer> {
        @Override
        public boolean hasNext() {
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                beforeHasNext();
                return next < count;
            } finally {
                inside.decrementAndGet();
            }
        }

        @Override
        public Integer next() {
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                if (next >= count) {
                    throw new NoSuchElementException();
                }
                beforeNext(next);
                pulled.incrementAndGet();
                return next++;
            } finally {
                inside.decrementAndGet();
            }
        }
    }
}
