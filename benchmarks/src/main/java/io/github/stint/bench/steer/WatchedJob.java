package io.github.stint.bench.steer;

import io.github.stint.Outcome;
import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.bench.suite.Round;
import io.github.stint.bench.work.Caller;
import io.github.stint.control.ControlServer;
import io.github.stint.spi.TaskListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final @Nullable Path folder;
    private final @Nullable ControlServer server;

    /**
     * Opens the pool.
     *
     * @param tasks how many a run has
     * @param by who watches: a listener, which counts; a recording, with the events of the library only; a server to which nobody
     *     is connected; or nobody
     */
    public WatchedJob(int tasks, String by) throws IOException {
        this.tasks = tasks;
        recording = by.equals("recording") ? new Recording() : null;
        if (recording != null) {
            recording.setToDisk(false);
            recording.start();
        }
        TaskPool.Builder builder = TaskPool.builder("watched").size(LIMIT);
        if (by.equals("listener")) {
            builder.listener(new Counting());
        }
        pool = builder.open();
        folder = by.equals("server") ? Files.createTempDirectory("watched") : null;
        server = folder == null
                ? null
                : ControlServer.builder("watched")
                        .owners(pool)
                        .socket(folder.resolve("socket"))
                        .start();
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
        if (server != null) {
            server.close();
        }
        pool.close();
        if (folder != null) {
            delete(folder);
        }
        if (recording != null) {
            recording.close();
        }
    }

    private static void delete(Path folder) {
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Counting implements TaskListener {
        private final LongAdder ended = new LongAdder();

        @Override
        public void ended(Task<?> task, Outcome<?> outcome) {
            ended.increment();
        }
    }
}
