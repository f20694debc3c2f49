package io.github.stint.process;

import io.github.stint.Task;
import io.github.stint.internal.jvm.CarrierWatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps two carriers busy for eight seconds with tasks that compute for 50 ms each: half of them wait in the queue of the
 * scheduler, half in that of their owner.
 */
final class BusyMain {

    private static final int TASKS_EACH = 160;
    private static final long NANOS_EACH = 50_000_000L;

    private BusyMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Spawner atOnce = new Spawner("at-once", Integer.MAX_VALUE);
        Spawner oneByOne = new Spawner("one-by-one", 2);
        CarrierWatch watch = new CarrierWatch(() -> {
            var cells = new ArrayList<>(atOnce.engine().view().cellsAtOnce());
            cells.addAll(oneByOne.engine().view().cellsAtOnce());
            return cells;
        });
        watch.acquire();
        List<Task<?>> tasks = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < TASKS_EACH; i++) {
            tasks.add(atOnce.spawn("compute", BusyMain::compute));
            tasks.add(oneByOne.spawn("compute", BusyMain::compute));
        }
        for (Task<?> task : tasks) {
            task.join();
        }
        watch.release();
        System.out.println("busy for " + (System.nanoTime() - begun) / 1_000_000_000L + " s");
    }

    private static void compute() {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < NANOS_EACH) {
            Thread.onSpinWait();
        }
    }
}
