package io.github.stint.test;

import io.github.stint.TaskInfo;
import io.github.stint.TaskOwner;
import io.github.stint.test.ThreadDump.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until everything is blocked: nothing goes on before time passes, or somebody outside does something. After that a
 * test can say what has not happened.
 *
 * {@snippet :
 * Task<String> page = pool.submit(() -> pages.take());
 * Standstill.await(pool);
 * assertThat(page.isDone()).isFalse();
 * }
 *
 * <p>A thread is blocked if it waits, sleeps, or is inside the operating system, as one that reads a socket. One that
 * sleeps by the clock of the machine is blocked too, until it wakes. Threads that belong to the JVM, and those that look on
 * in {@link Eventually}, do not count.
 *
 * <p>Threads can be looked at only one after the other. So all must be found blocked three times, a millisecond apart. That
 * takes some milliseconds, and longer with ten thousand threads.
 */
public final class Standstill {

    private static final long LIMIT_SECONDS = 30;
    private static final long PAUSE_NANOS = 1_000_000L;
    private static final int LOOKS = 3;

    private Standstill() {}

    /**
     * Waits until everything is blocked.
     *
     * @param owners those whose tasks are meant; none of them given: all threads of the JVM but the current one
     * @throws AssertionError if that is not so within 30 seconds; its message names a thread that runs
     */
    public static void await(TaskOwner... owners) {
        List<TaskOwner> meant = List.copyOf(Arrays.asList(owners));
        boolean entered = Onlookers.enter();
        try {
            long begun = System.nanoTime();
            int blocked = 0;
            while (true) {
                List<String> running = meant.isEmpty() ? running() : running(meant);
                blocked = running.isEmpty() ? blocked + 1 : 0;
                if (blocked == LOOKS) {
                    return;
                }
                if (System.nanoTime() - begun > LIMIT_SECONDS * 1_000_000_000L && blocked == 0) {
                    throw new AssertionError(
                            "not at a standstill within " + LIMIT_SECONDS + " s: " + String.join("\n  ", running));
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } finally {
            Onlookers.leave(entered);
        }
    }

    /** Whether everything is blocked now, and was at the looks before; for who must not wait for ever. */
    static boolean isSeen() {
        for (int look = 1; look <= LOOKS; look++) {
            if (!running().isEmpty()) {
                return false;
            }
            if (look < LOOKS) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return true;
    }

    private static List<String> running() {
        List<String> running = new ArrayList<>();
        for (Shown thread : ThreadDump.take()) {
            if (thread.runs() && !Onlookers.contains(thread.id()) && !LongLived.contains(thread.name())) {
                running.add(thread.inWords());
            }
        }
        return running;
    }

    /** A task that has a thread has its name on it. One without a thread waits, unless it is said to run. */
    private static List<String> running(List<TaskOwner> owners) {
        Set<String> waiting = new LinkedHashSet<>();
        Set<String> begun = new LinkedHashSet<>();
        for (TaskOwner owner : owners) {
            for (TaskInfo task : owner.tasks()) {
                switch (task.state()) {
                    case RUNNING, CANCELLING -> begun.add(task.name());
                    default -> waiting.add(task.name());
                }
            }
        }
        List<String> running = new ArrayList<>();
        Set<String> found = new LinkedHashSet<>();
        for (Shown thread : ThreadDump.take()) {
            if (begun.contains(thread.name()) || waiting.contains(thread.name())) {
                found.add(thread.name());
                if (thread.runs() && !Onlookers.contains(thread.id())) {
                    running.add(thread.inWords());
                }
            }
        }
        begun.removeAll(found);
        begun.forEach(name -> running.add("task '" + name + "' has no thread of that name, or has just ended"));
        return running;
    }
}
