package io.github.stint.test;

import java.util.Arrays;

/**
 * The platform threads that virtual threads run on. A virtual thread that has left its carrier counts as mounted no more, and the
 * carrier may have something left to do for it: it is done with it when it waits for the next one.
 */
final class Carriers {

    /** That of the JDK's own. Where it has another name none is found, and none is at work. */
    private static final String GROUP = "CarrierThreads";

    private static final ThreadGroup ALL = all();

    private Carriers() {}

    /** How many do not wait for something to do. */
    static long atWork() {
        return Arrays.stream(threads())
                .filter(Carriers::isCarrier)
                .filter(it -> it.getState() == Thread.State.RUNNABLE)
                .count();
    }

    /** All platform threads. One that does not fit is not told of, so there is room for more than are found. */
    private static Thread[] threads() {
        Thread[] threads = new Thread[ALL.activeCount() + 8];
        int found = ALL.enumerate(threads, true);
        while (found == threads.length) {
            threads = new Thread[2 * found];
            found = ALL.enumerate(threads, true);
        }
        return Arrays.copyOf(threads, found);
    }

    /** One that has ended meanwhile has no group. */
    private static boolean isCarrier(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null && group.getName().equals(GROUP);
    }

    private static ThreadGroup all() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
