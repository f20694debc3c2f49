package io.github.stint.cli.job;

import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;

/** The numbers of those that run at once, from 1: each has the smallest that is free when it starts. */
final class Slots {

    private final ReentrantLock lock = new ReentrantLock();
    private final BitSet taken = new BitSet();

    int take() {
        lock.lock();
        try {
            int free = taken.nextClearBit(1);
            taken.set(free);
            return free;
        } finally {
            lock.unlock();
        }
    }

    void giveBack(int slot) {
        lock.lock();
        try {
            taken.clear(slot);
        } finally {
            lock.unlock();
        }
    }
}
