package io.github.stint.bench.steer;

import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Round;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Caller;
import io.github.stint.bench.work.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;

/** Steering a pool while it is busy: what its tasks pay for it. */
public final class SteerSuite implements Suite {

    private static final int LIMIT = 100;
    private static final int LEAST = 50;
    private static final int MOST = 150;
    private static final long PAUSE_NANOS = 100_000;

    @Override
    public String name() {
        return "steer";
    }

    @Override
    public String about() {
        return "What no-op tasks cost that are handed over one by one while another thread resizes the pool every 100"
            + " µs, between 50 and 150; and while every second task is cancelled as soon as it was handed over, which"
            + " it mostly outruns.";
    }

    @Override
    public List<Heat> heats(Size size) {
        int tasks = size.of(100, 50_000, 100_000);
        return List.of(
                Heat.ofTime(
                        name(),
                        "resize",
                        Caller.VIRTUAL,
                        "task",
                        50,
                        List.of(
                                new Contender("TaskPool", tasks, tasks, () -> new Resized<>(tasks, pool(), false)),
                                new Contender(
                                        "TaskPool-resized", tasks, tasks, () -> new Resized<>(tasks, pool(), true)),
                                new Contender(
                                        "ThreadPoolExecutor",
                                        tasks,
                                        tasks,
                                        () -> new Resized<>(tasks, executor(), false)),
                                new Contender(
                                        "ThreadPoolExecutor-resized",
                                        tasks,
                                        tasks,
                                        () -> new Resized<>(tasks, executor(), true)))),
                Heat.ofTime(
                        name(),
                        "cancel",
                        Caller.VIRTUAL,
                        "task",
                        60,
                        List.of(
                                new Contender("TaskPool", tasks, tasks, () -> new CancelledByPool(tasks)),
                                new Contender(
                                        "newVirtualThreadPerTaskExecutor",
                                        tasks,
                                        tasks,
                                        () -> new CancelledByExecutor(tasks)))));
    }

    /** What can be given another size. */
    private interface Resizable<H> extends AutoCloseable {

        H submit(Callable<Integer> body) throws InterruptedException;

        int result(H handle) throws Exception;

        void resize(int size);

        @Override
        void close();
    }

    private static Resizable<Task<Integer>> pool() {
        TaskPool pool = TaskPool.open("steer", LIMIT);
        return new Resizable<>() {
            @Override
            public Task<Integer> submit(Callable<Integer> body) throws InterruptedException {
                return pool.submit(body);
            }

            @Override
            public int result(Task<Integer> handle) throws InterruptedException {
                return handle.await();
            }

            @Override
            public void resize(int size) {
                pool.resize(size);
            }

            @Override
            public void close() {
                pool.close();
            }
        };
    }

    /** The JDK's pool that can be resized, on virtual threads. Its queue has no bound. */
    private static Resizable<Future<Integer>> executor() {
        var executor = (ThreadPoolExecutor)
                Executors.newFixedThreadPool(LIMIT, Thread.ofVirtual().factory());
        return new Resizable<>() {
            @Override
            public Future<Integer> submit(Callable<Integer> body) {
                return executor.submit(body);
            }

            @Override
            public int result(Future<Integer> handle) throws Exception {
                return handle.get();
            }

            @Override
            public void resize(int size) {
                if (size > executor.getCorePoolSize()) {
                    executor.setMaximumPoolSize(size); // which must never be below the other
                    executor.setCorePoolSize(size);
                } else {
                    executor.setCorePoolSize(size);
                    executor.setMaximumPoolSize(size);
                }
            }

            @Override
            public void close() {
                executor.close();
            }
        };
    }

    private static final class Resized<H> implements Round {
        private final int tasks;
        private final Resizable<H> pool;
        private final Thread resizer;
        private volatile boolean closed;

        Resized(int tasks, Resizable<H> pool, boolean resized) {
            this.tasks = tasks;
            this.pool = pool;
            resizer = Thread.ofPlatform().daemon().name("resizer").unstarted(this::resize);
            if (resized) {
                resizer.start();
            }
        }

        private void resize() {
            int size = MOST;
            while (!closed) {
                pool.resize(size);
                size = MOST + LEAST - size;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        @Override
        public long run() throws Exception {
            Callable<Integer> body = () -> 1;
            return Caller.VIRTUAL.call(() -> {
                List<H> handles = new ArrayList<>(tasks);
                for (int i = 0; i < tasks; i++) {
                    handles.add(pool.submit(body));
                }
                long sum = 0;
                for (H handle : handles) {
                    sum += pool.result(handle);
                }
                return sum;
            });
        }

        @Override
        public void close() {
            closed = true;
            try {
                resizer.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            pool.close();
        }
    }

    private static final class CancelledByPool implements Round {
        private final int tasks;
        private final TaskPool pool = TaskPool.open("steer", LIMIT);

        CancelledByPool(int tasks) {
            this.tasks = tasks;
        }

        @Override
        public long run() throws Exception {
            Callable<Integer> body = () -> 1;
            return Caller.VIRTUAL.call(() -> {
                @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generics
                Task<Integer>[] handles = new Task[tasks];
                for (int i = 0; i < tasks; i++) {
                    handles[i] = pool.submit(body);
                    if (i % 2 == 0) {
                        var ignored = handles[i].cancel();
                    }
                }
                for (Task<Integer> handle : handles) {
                    var ignored = handle.join();
                }
                return (long) tasks;
            });
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    private static final class CancelledByExecutor implements Round {
        private final int tasks;
        private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

        CancelledByExecutor(int tasks) {
            this.tasks = tasks;
        }

        @Override
        public long run() throws Exception {
            Callable<Integer> body = () -> 1;
            return Caller.VIRTUAL.call(() -> {
                @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generics
                Future<Integer>[] handles = new Future[tasks];
                for (int i = 0; i < tasks; i++) {
                    handles[i] = executor.submit(body);
                    if (i % 2 == 0) {
                        boolean ignored = handles[i].cancel(true);
                    }
                }
                for (Future<Integer> handle : handles) {
                    try {
                        Integer ignored = handle.get();
                    } catch (CancellationException _) {
                        // as it was told to
                    }
                }
                return (long) tasks;
            });
        }

        @Override
        public void close() {
            executor.close();
        }
    }
}
