package io.github.stint.bench.submit;

import io.github.stint.Task;
import io.github.stint.TaskPool;
import java.util.concurrent.Callable;

/** Our own way: a pool, open all the time. */
final class OurSubmits implements Submitting {

    private final TaskPool pool;

    private OurSubmits(TaskPool pool) {
        this.pool = pool;
    }

    static Submitting pool(int limit) {
        return new OurSubmits(TaskPool.builder("bench").size(limit).open());
    }

    static Submitting poolThatReuses(int limit) {
        return new OurSubmits(
                TaskPool.builder("bench").size(limit).reuseThreads().open());
    }

    @Override
    public long run(Callable<Integer> body, int count) throws InterruptedException {
        @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generics
        Task<Integer>[] tasks = new Task[count];
        for (int i = 0; i < count; i++) {
            tasks[i] = pool.submit(body);
        }
        long sum = 0;
        for (Task<Integer> task : tasks) {
            sum += task.await();
        }
        return sum;
    }

    @Override
    public void close() {
        pool.close();
    }
}
