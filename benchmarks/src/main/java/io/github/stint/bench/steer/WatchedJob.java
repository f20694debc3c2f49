package io.github.stint.bench.steer;

import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.bench.suite.Round;
import io.github.stint.bench.work.Caller;
import io.github.stint.spi.TaskListener;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/** No-op tasks in a pool that is watched in some way. Loaded by a {@link StintLoader}, with an engine of its own. */
public final class WatchedJob implements Round {

    private static final int LIMIT = 100;

    private final int tasks;
    private final TaskPool pool;
    private final @Nullable Recording recording;

    /**
     * Opens the pool.
     *
     * @param tasks how many a run has
     * @param listened whether the pool has a listener, which counts
     * @param recorded whether there is a flight recording, with the events of the library only
     */
    public WatchedJob(int tasks, boolean listened, boolean recorded) {
        this.tasks = tasks;
        recording = recorded ? new Recording() : null;
        if (recording != null) {
            recording.setToDisk(false);
            recording.start();
        }
        TaskPool.Builder builder = TaskPool.builder("watched").size(LIMIT);
        if (listened) {
            builder.listener(new Counting());
        }
        pool = builder.open();
    }

    @Override
    public long run() throws Exception {
        Callable<Integer> body = () -> 1;
        return Caller.VIRTUAL.call(() -> {
            @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generics
            Task<Integer>[] handles = new Task[tasks];
            for (int i = 0; i < tasks; i++) {
                handles[i] = pool.submit(body);
            }
            long sum = 0;
            for (Task<Integer> handle : handles) {
                sum += handle.await();
            }
            return sum;
        });
    }

    @Override
    public void close() {
        pool.close();
        if (recording != null) {
            recording.close();
        }
    }

    private static final class Counting implements TaskListener {
        private final LongAdder ended = new LongAdder();

        @Override
        public void ended(Task<?> task) {
            ended.increment();
        }
    }
}
