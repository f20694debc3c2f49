package io.github.stint.cli.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The process groups that commands run in, one for each command, from before its first instruction to after the end of
 * its last process.
 *
 * <p>A command is started and entered in one step as far as {@link #killAll} can see: starting shares the lock, killing
 * all takes it alone, and nothing is started after that.
 */
public final class ProcessGroups {

    private static final long STARTS_TAKE_AT_MOST_MILLIS = 500;

    private final Set<Integer> groups = ConcurrentHashMap.newKeySet();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean closed;

    /** Starts a process that leads a group. */
    @FunctionalInterface
    interface Starter {
        /** The group, or 0 if nothing was started. */
        int start();
    }

    /** Starts a group and enters it; false if that is not allowed any more, and then nothing was started. */
    boolean start(Starter starter) {
        lock.readLock().lock();
        try {
            if (closed) {
                return false;
            }
            int group = starter.start();
            if (group > 0) {
                groups.add(group);
            }
            return true;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The group has no process left, or none that a signal ends. */
    void ended(int group) {
        groups.remove(group);
    }

    int size() {
        return groups.size();
    }

    /** Kills what runs and lets nothing start after it. Returns at once, for use when this process is about to end. */
    public void killAll() {
        closed = true;
        boolean alone = false;
        try {
            // a start that hangs, on a dead file system for example, must not keep the others alive
            alone = lock.writeLock().tryLock(STARTS_TAKE_AT_MOST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            for (int group : groups) {
                Descendants.of(group).kill();
                Posix.killGroup(group, Posix.SIGKILL);
            }
        } finally {
            if (alone) {
                lock.writeLock().unlock();
            }
        }
    }
}
