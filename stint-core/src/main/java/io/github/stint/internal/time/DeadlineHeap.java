package io.github.stint.internal.time;

import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.internal.time.Deadlines.Armed;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Armed deadlines, the earliest first: a binary heap under a lock of its own. One that is taken back stays in its place, an
 * empty shell, until it comes to the front or the shells are more than half of the heap and all are swept out; so taking back
 * needs no lock, and costs nothing that grows with what is armed, on an average.
 *
 * <p>Invariants: a live one is in the heap from {@link #add} until {@link #pollDue} gives it out; {@code shells} is the
 * number of shells in the heap, but for those that are just being counted.
 */
final class DeadlineHeap {

    private static final int FEW = 64;

    private final CarrierSafeLock lock = new CarrierSafeLock();
    private final AtomicInteger shells = new AtomicInteger();
    private Armed[] heap = new Armed[16];
    private volatile int size;

    /** Adds one; whether it is the first now. */
    boolean add(Armed armed) {
        lock.lock();
        try {
            int end = size;
            if (end == heap.length) {
                heap = Arrays.copyOf(heap, end * 2);
            }
            size = end + 1;
            return siftUp(end, armed) == 0;
        } finally {
            lock.unlock();
        }
    }

    /** When the first is due; {@link Deadline#NEVER} if there is none. */
    long next() {
        lock.lock();
        try {
            Armed first = firstLive();
            return first == null ? Deadline.NEVER : first.deadline;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the first out if it is due by then, and gives its action. Both in one hold of the lock: one that had left the heap
     * and could still be taken back would be counted as a shell that is in no heap.
     */
    @Nullable
    Runnable pollDue(long now) {
        lock.lock();
        try {
            while (true) {
                Armed first = firstLive();
                if (first == null || first.deadline - now > 0) {
                    return null;
                }
                Runnable action = first.take();
                if (action != null) {
                    removeFirst();
                    return action;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many are armed. */
    int live() {
        lock.lock();
        try {
            return size - shells.get();
        } finally {
            lock.unlock();
        }
    }

    /** How many places are taken, by those that are armed and by shells. */
    int places() {
        return size;
    }

    /** One of them was taken back just now. */
    void countShell() {
        int many = shells.incrementAndGet();
        if (many > FEW && many > size / 2) {
            sweep();
        }
    }

    // ---- under the lock

    private @Nullable Armed firstLive() {
        while (size > 0 && heap[0].isShell()) {
            removeFirst();
            shells.decrementAndGet();
        }
        return size == 0 ? null : heap[0];
    }

    private void removeFirst() {
        int end = size - 1;
        size = end;
        Armed last = heap[end];
        clear(end);
        if (end > 0) {
            siftDown(0, last);
        }
    }

    private void sweep() {
        lock.lock();
        try {
            int live = 0;
            int end = size;
            for (int place = 0; place < end; place++) {
                if (!heap[place].isShell()) {
                    heap[live] = heap[place];
                    live++;
                }
            }
            Arrays.fill(heap, live, end, null);
            size = live;
            shells.addAndGet(live - end);
            for (int place = (live >>> 1) - 1; place >= 0; place--) {
                siftDown(place, heap[place]);
            }
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("NullAway") // a place beyond the size holds nothing
    private void clear(int place) {
        heap[place] = null;
    }

    private int siftUp(int from, Armed armed) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (armed.deadline - heap[parent].deadline >= 0) {
                break;
            }
            heap[place] = heap[parent];
            place = parent;
        }
        heap[place] = armed;
        return place;
    }

    private void siftDown(int from, Armed armed) {
        int place = from;
        int half = size >>> 1;
        while (place < half) {
            int child = 2 * place + 1;
            if (child + 1 < size && heap[child + 1].deadline - heap[child].deadline < 0) {
                child++;
            }
            if (armed.deadline - heap[child].deadline <= 0) {
                break;
            }
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = armed;
    }
}
