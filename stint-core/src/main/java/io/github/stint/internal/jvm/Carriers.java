package io.github.stint.internal.jvm;

import io.github.stint.internal.engine.TaskCell;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** The threads that carry virtual ones, and who sits on them. */
final class Carriers {

    private static final String TYPE = "jdk.internal.misc.CarrierThread";
    private static final int TASKS = 10;
    private static final int FRAMES = 40;

    private Carriers() {}

    /** The tasks whose body runs now, each with the name of the carrier it is on, or with nothing if it is on none. */
    static Map<TaskCell<?>, String> seats(List<TaskCell<?>> tasks) {
        Map<TaskCell<?>, String> seats = new LinkedHashMap<>();
        for (TaskCell<?> task : tasks) {
            Thread thread = task.thread();
            if (thread != null) {
                seats.put(task, carrier(thread));
            }
        }
        return seats;
    }

    /**
     * The name of the carrier a virtual thread is on, or nothing. Only its text tells: {@code VirtualThread[#22,name]/}
     * and then {@code waiting@ForkJoinPool-1-worker-1} on a carrier, {@code waiting} on none. A state does not: a thread
     * that waits in a static initialiser is on a carrier, one that is runnable may be on none.
     */
    static String carrier(Thread thread) {
        String text = thread.toString();
        int at = text.indexOf('@', text.lastIndexOf("]/"));
        return at < 0 ? "" : text.substring(at + 1);
    }

    /** Who holds the carriers, in words. */
    static String told(Map<TaskCell<?>, String> seats) {
        List<Thread> carriers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getClass().getName().equals(TYPE))
                .sorted(Comparator.comparingLong(Thread::threadId))
                .toList();
        List<Entry<TaskCell<?>, String>> holders = seats.entrySet().stream()
                .filter(seat -> !seat.getValue().isEmpty())
                .toList();
        StringBuilder text =
                new StringBuilder("all ").append(carriers.size()).append(" carriers are held and work waits");
        if (holders.isEmpty()) {
            text.append("\n  no task is on a carrier: virtual threads that are no tasks hold them");
        }
        for (Entry<TaskCell<?>, String> holder : holders.subList(0, Math.min(TASKS, holders.size()))) {
            tell(holder.getKey(), holder.getValue(), text);
        }
        if (holders.size() > TASKS) {
            text.append("\n  and ").append(holders.size() - TASKS).append(" more tasks");
        }
        for (Thread carrier : carriers) {
            text.append("\n  carrier ").append(carrier.getName()).append(' ').append(carrier.getState());
        }
        return text.toString();
    }

    private static void tell(TaskCell<?> task, String carrier, StringBuilder text) {
        text.append("\n  task '").append(task.name()).append("' on ").append(carrier);
        Thread thread = task.thread();
        StackTraceElement[] stack = thread == null ? new StackTraceElement[0] : thread.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, stack.length); i++) {
            text.append("\n    at ").append(stack[i]);
        }
        if (stack.length > FRAMES) {
            text.append("\n    and ").append(stack.length - FRAMES).append(" more frames");
        }
    }
}
