package io.github.stint.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Threads that nobody's test has to end, each with the reason. */
final class LongLived {

    private record Kind(String beginning, String why) {

        boolean is(String name) {
            return name.startsWith(beginning);
        }
    }

    /** What runs on these was given to them by others. */
    private static final List<Kind> WORKERS = List.of(
            new Kind("ForkJoinPool.commonPool-", "belongs to the JVM's common pool"),
            new Kind("CompletableFutureDelayScheduler", "the JVM's clock of futures"),
            new Kind("stint-timer", "ends ten seconds after the last limit of its clock"));

    private static final List<Kind> SERVANTS = servants();

    private LongLived() {}

    /** Whether a thread of that name is one. */
    static boolean contains(String name) {
        return onlyServes(name) || WORKERS.stream().anyMatch(kind -> kind.is(name));
    }

    /** Whether a thread of that name is one on which nothing of a test ever runs. */
    static boolean onlyServes(String name) {
        return SERVANTS.stream().anyMatch(kind -> kind.is(name));
    }

    private static List<Kind> servants() {
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new Kind(Carrier.beginningOfNames(), "carries virtual threads, or wakes those that sleep"));
        kinds.add(new Kind("VirtualThread-", "wakes virtual threads"));
        kinds.add(new Kind("Read-Poller", "waits for sockets, for all virtual threads"));
        kinds.add(new Kind("Write-Poller", "waits for sockets, for all virtual threads"));
        kinds.add(new Kind("Master-Poller", "waits for sockets, for all virtual threads"));
        kinds.add(new Kind("MasterPoller", "waits for sockets, for all virtual threads"));
        kinds.add(new Kind("SubPoller-", "waits for sockets, for all virtual threads"));
        kinds.add(new Kind("process reaper", "waits for a process, and a minute for the next one"));
        kinds.add(new Kind("Reference Handler", "serves the garbage collector"));
        kinds.add(new Kind("Finalizer", "serves the garbage collector"));
        kinds.add(new Kind("Common-Cleaner", "serves the garbage collector"));
        kinds.add(new Kind("Cleaner-", "serves a java.lang.ref.Cleaner, which cannot be closed"));
        kinds.add(new Kind("Signal Dispatcher", "hears the operating system"));
        kinds.add(new Kind("Notification Thread", "tells of the JVM's memory"));
        kinds.add(new Kind("Service Thread", "belongs to the JVM"));
        kinds.add(new Kind("Attach Listener", "serves tools that look into the JVM"));
        kinds.add(new Kind("RMI ", "serves tools that look into the JVM"));
        kinds.add(new Kind("JFR ", "writes flight recordings"));
        kinds.add(new Kind("junit-jupiter-timeout-watcher", "watches the limits of tests"));
        kinds.add(new Kind("stint-cleaner", "closes streams that were dropped, as long as the JVM lives"));
        kinds.add(new Kind("stint-autojump", "ends a moment after nobody waits for its clock"));
        return kinds;
    }

    /**
     * What the names of the carriers begin with, which the text of a virtual thread tells while one carries it. In a class of
     * its own: a lambda of this one would wait for its initialiser, which waits here.
     */
    private static final class Carrier implements Runnable {

        private volatile String thread = "";

        @Override
        public void run() {
            thread = Thread.currentThread().toString();
        }

        static String beginningOfNames() {
            Carrier carrier = new Carrier();
            Thread asks = Thread.ofVirtual().name("stint-autojump").start(carrier);
            while (asks.isAlive()) {
                LockSupport.parkNanos(100_000);
            }
            return carrier.thread.replaceFirst(".*@", "").replaceFirst("worker-\\d+$", "");
        }
    }
}
