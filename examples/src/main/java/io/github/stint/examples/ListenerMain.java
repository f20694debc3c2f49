package io.github.stint.examples;

import io.github.stint.Outcome;
import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import io.github.stint.spi.TaskListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how the tasks of a pool end, for each group of them, as they end. */
public final class ListenerMain {

    private ListenerMain() {}

    /** Runs some tasks and tells the counts. */
    public static void main(String[] words) throws Exception {
        Map<TaskState, AtomicInteger> ends = new ConcurrentHashMap<>();
        TaskListener counter = new TaskListener() {
            @Override
            public void ended(Task<?> task, Outcome<?> outcome) {
                ends.computeIfAbsent(task.state(), state -> new AtomicInteger()).incrementAndGet();
            }
        };
        try (TaskPool pool =
                TaskPool.builder("numbers").size(3).listener(counter).open()) {
            var outcomes = pool.map(List.of("1", "2", "three", "4"), 2, Integer::parseInt)
                    .outcomes();
            System.out.println(outcomes.size() + " tasks");
            var _ = pool.gatherAndClose();
            System.out.println(TaskState.SUCCEEDED + " " + ends.get(TaskState.SUCCEEDED));
            System.out.println(TaskState.FAILED + " " + ends.get(TaskState.FAILED));
        }
    }
}
