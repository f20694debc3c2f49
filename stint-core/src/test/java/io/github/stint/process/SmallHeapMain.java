package io.github.stint.process;

import io.github.stint.Outcome.Failure;
import io.github.stint.Stats;
import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.test.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Tasks that take memory until there is none, among others that take little; then a look at what is left of the pool. */
final class SmallHeapMain {

    static final int SIZE = 4;
    static final int HOGS = 24;
    static final int OTHERS = 200;

    /** Large, so that what is left over when there is no room for one more is enough for all others. */
    private static final int CHUNK = 4 << 20;

    private SmallHeapMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        AtomicInteger uncaught = new AtomicInteger();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> uncaught.incrementAndGet());
        TaskPool pool = TaskPool.open("small", SIZE);
        List<Task<Integer>> hogs = new ArrayList<>();
        List<Task<Integer>> others = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            if (i % (OTHERS / HOGS) == 0 && hogs.size() < HOGS) {
                hogs.add(pool.submit(SmallHeapMain::takeAll));
            }
            int own = i;
            others.add(pool.submit(() -> own));
        }
        int starved = 0;
        for (Task<Integer> hog : hogs) {
            if (hog.join() instanceof Failure<Integer>(OutOfMemoryError _)) {
                starved++;
            }
        }
        int well = 0;
        for (Task<Integer> other : others) {
            well += other.join().isSuccess() ? 1 : 0;
        }
        int atOnce = runningAtOnce(pool);
        pool.close();
        Stats stats = pool.stats();
        System.out.println("starved=" + starved + " well=" + well + " uncaught=" + uncaught + " atOnce=" + atOnce
                + " running=" + stats.running() + " lost=" + (stats.submitted() - stats.ended()) + " state="
                + stats.state());
    }

    private static int runningAtOnce(TaskPool pool) throws InterruptedException {
        try (Gate hold = new Gate()) {
            for (int i = 0; i < SIZE; i++) {
                Task<Void> ignored = pool.submit(hold::pass);
            }
            hold.awaitArrived(SIZE);
            return hold.mostWaiting();
        }
    }

    private static int takeAll() {
        List<byte[]> taken = new ArrayList<>();
        while (taken.size() < 1_000) {
            taken.add(new byte[CHUNK]);
        }
        return taken.size();
    }
}
