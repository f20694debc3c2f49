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
 * <p>Threads can be looked at only one after the other, and a platform thread that was just woken looks as if it waited until
 * it gets a processor. So all must be found blocked three times, a millisecond apart, and up to a tenth of a second long where
 * the looks themselves come late. That takes some milliseconds on a machine that has nothing else to do, a twentieth of a second
 * if a thread stands before a monitor, and longer with ten thousand threads.
 */
public final class Standstill {

    private static final long LIMIT_SECONDS = 30;

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
            Stillness stillness = new Stillness();
            while (true) {
                List<String> running = look(meant, stillness);
                if (stillness.isCertain()) {
                    return;
                }
                if (System.nanoTime() - begun > LIMIT_SECONDS * 1_000_000_000L && !running.isEmpty()) {
                    throw new AssertionError(
                            "not at a standstill within " + LIMIT_SECONDS + " s: " + String.join("\n  ", running));
                }
                LockSupport.parkNanos(Stillness.PAUSE_NANOS);
            }
        } finally {
            Onlookers.leave(entered);
        }
    }

    /** Whether everything is blocked now and stays so while this looks on; for who must not wait for ever. */
    static boolean isSeen() {
        Stillness stillness = new Stillness();
        while (look(List.of(), stillness).isEmpty()) {
            if (stillness.isCertain()) {
                return true;
            }
            LockSupport.parkNanos(Stillness.PAUSE_NANOS);
        }
        return false;
    }

    /** One look, at all threads or at those of somebody's tasks; gives back what runs, in words. */
    private static List<String> look(List<TaskOwner> owners, Stillness stillness) {
        List<String> running = new ArrayList<>();
        List<Shown> threads = owners.isEmpty() ? threads() : threadsOf(owners, running);
        for (Shown thread : threads) {
            if (thread.runs()) {
                running.add(thread.inWords());
            }
        }
        if (running.isEmpty()) {
            stillness.seen(threads.stream().anyMatch(Shown::isAtAMonitor), System.nanoTime());
        } else {
            stillness.broken();
        }
        return running;
    }

    private static List<Shown> threads() {
        return ThreadDump.take().stream()
                .filter(thread -> !Onlookers.contains(thread.id()) && !LongLived.onlyServes(thread.name()))
                .toList();
    }

    /** A task that has a thread has its name on it. One without a thread waits, unless it is said to run. */
    private static List<Shown> threadsOf(List<TaskOwner> owners, List<String> running) {
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
        List<Shown> threads = ThreadDump.take().stream()
                .filter(thread -> begun.contains(thread.name()) || waiting.contains(thread.name()))
                .toList();
        threads.forEach(thread -> begun.remove(thread.name()));
        begun.forEach(name -> running.add("task '" + name + "' has no thread of that name, or has just ended"));
        return threads.stream()
                .filter(thread -> !Onlookers.contains(thread.id()))
                .toList();
    }
}
