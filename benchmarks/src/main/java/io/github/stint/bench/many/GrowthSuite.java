package io.github.stint.bench.many;

import io.github.stint.Task;
import io.github.stint.TaskBatch;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Round;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Caller;
import io.github.stint.bench.work.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * What a task costs among few and among many: of tasks, of those that run at once, of groups. No handle is kept, so that ten million
 * tasks are not ten million objects: a run ends when its pool is closed, and the bodies count themselves.
 */
public final class GrowthSuite implements Suite {

    /** Has a number of tasks run, and all of them ended. */
    private interface Way {
        void run(Callable<Integer> body, int tasks) throws Exception;
    }

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String about() {
        return "What a no-op task costs as its number grows (limit 100), as the limit grows (100 000 tasks), and as"
            + " the groups grow that the tasks are spread over (100 000 tasks). Each run opens a pool and closes it;"
            + " the bodies count themselves, no handle is kept.";
    }

    @Override
    public List<Heat> heats(Size size) {
        int most = size.of(100, 1_000_000, 10_000_000);
        int tasks = size.of(100, 100_000, 100_000);
        List<Contender> byTasks = new ArrayList<>();
        for (int count : powers(size == Size.TINY ? 10 : 1_000, most)) {
            byTasks.add(contender("submit-" + count, count, (body, all) -> submit(100, body, all)));
            byTasks.add(contender("forEach-" + count, count, (body, all) -> forEach(100, body, all)));
            byTasks.add(contender("newVirtualThreadPerTaskExecutor-" + count, count, GrowthSuite::executor));
        }
        List<Contender> byLimit = new ArrayList<>();
        for (int limit : powers(1, tasks)) {
            byLimit.add(contender("submit-" + limit, tasks, (body, all) -> submit(limit, body, all)));
            byLimit.add(contender("forEach-" + limit, tasks, (body, all) -> forEach(limit, body, all)));
            byLimit.add(contender("semaphore-outside-" + limit, tasks, (body, all) -> semaphore(limit, body, all)));
        }
        List<Contender> byGroups = new ArrayList<>();
        for (int groups : powers(1, Math.min(tasks, 10_000))) {
            byGroups.add(contender("submit-" + groups, tasks, (body, all) -> inGroups(groups, body, all)));
        }
        return List.of(
                Heat.ofTime(name(), "tasks", Caller.VIRTUAL, "task", 300, byTasks),
                Heat.ofTime(name(), "limit", Caller.VIRTUAL, "task", 40, byLimit),
                Heat.ofTime(name(), "groups", Caller.VIRTUAL, "task", 40, byGroups));
    }

    private static int[] powers(int from, int to) {
        return IntStream.iterate(from, it -> it <= to, it -> it * 10).toArray();
    }

    private static Contender contender(String name, int tasks, Way way) {
        return new Contender(name, tasks, tasks, () -> (Round) () -> Caller.VIRTUAL.call(() -> {
            LongAdder ran = new LongAdder();
            way.run(
                    () -> {
                        ran.increment();
                        return 1;
                    },
                    tasks);
            return ran.sum();
        }));
    }

    private static void submit(int limit, Callable<Integer> body, int tasks) throws InterruptedException {
        try (TaskPool pool = TaskPool.open("growth", limit)) {
            for (int i = 0; i < tasks; i++) {
                Task<Integer> ignored = pool.submit(body);
            }
        }
    }

    private static void inGroups(int groups, Callable<Integer> body, int tasks) throws InterruptedException {
        TaskOptions[] options = new TaskOptions[groups];
        Arrays.setAll(options, it -> TaskOptions.inGroup("group-" + it));
        try (TaskPool pool = TaskPool.open("growth", 100)) {
            for (int i = 0; i < tasks; i++) {
                Task<Integer> ignored = pool.submit(options[i % groups], body);
            }
        }
    }

    private static void forEach(int limit, Callable<Integer> body, int tasks) {
        try (TaskPool pool = TaskPool.open("growth", limit)) {
            Iterable<Integer> source = () -> IntStream.range(0, tasks).iterator();
            TaskBatch<Void> ignored = pool.forEach(source, limit, _ -> {
                Integer one = body.call();
                assert one == 1;
            });
        }
    }

    /** Virtual threads, of which no more are started than there are permits. The last ones are waited for by taking all. */
    private static void semaphore(int limit, Callable<Integer> body, int tasks) throws InterruptedException {
        Semaphore permits = new Semaphore(limit);
        for (int i = 0; i < tasks; i++) {
            permits.acquire();
            Thread ignored = Thread.startVirtualThread(() -> {
                try {
                    Integer one = body.call();
                    assert one == 1;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                } finally {
                    permits.release();
                }
            });
        }
        permits.acquire(limit);
    }

    private static void executor(Callable<Integer> body, int tasks) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < tasks; i++) {
                var ignored = executor.submit(body);
            }
        }
    }
}
