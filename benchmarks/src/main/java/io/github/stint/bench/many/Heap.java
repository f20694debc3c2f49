package io.github.stint.bench.many;

import java.lang.management.ManagementFactory;

/** How much of the heap is in use after all garbage is gone. */
final class Heap {

    private Heap() {}

    /** The bytes that are live. Twice, since what a first collection finds may keep something until the second. */
    static long live() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
