package io.github.stint.cli.batch;

/**
 * Keeps our memory about as small as what is in use.
 *
 * <p>The JVM's serial collector, which starts fastest, lets old objects gather up to the largest heap before it looks for
 * those nobody uses any more. A long input would take it there, a quarter of the machine's memory.
 */
final class Heap {

    private static final long FREE_TO_USE = 48L << 20;

    private long bound = FREE_TO_USE;

    /** Has the garbage collected if the heap has doubled since the last time; to be called by one thread, now and then. */
    void look() {
        Runtime runtime = Runtime.getRuntime();
        if (runtime.totalMemory() > bound) {
            System.gc();
            bound = Math.max(FREE_TO_USE, 2 * runtime.totalMemory());
        }
    }
}
