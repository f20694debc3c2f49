package io.github.stint.bench.submit;

import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Round;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Body;
import io.github.stint.bench.work.Caller;
import io.github.stint.bench.work.Size;
import io.github.stint.bench.work.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Tasks handed over one by one. */
public final class SubmitSuite implements Suite {

    private static final int LIMIT = 100;
    private static final int WIDE_LIMIT = 1_000;
    private static final int MANY_SUBMITTERS = 8;

    @Override
    public String name() {
        return "submit";
    }

    @Override
    public String about() {
        return "Tasks handed over one by one, at most 100 at once unless the rival knows no limit (`raw-threads`,"
                + " `newVirtualThreadPerTaskExecutor`, `CompletableFuture`, `Guava`, `StructuredTaskScope`,"
                + " `kotlinx-default`). The result of each is asked for.";
    }

    @Override
    public List<Heat> heats(Size size) {
        List<Heat> heats = new ArrayList<>();
        int many = size.of(200, 100_000, 100_000);
        for (Caller caller : Caller.values()) {
            heats.add(new Plan(Workload.NO_OP, many, 1, LIMIT).heat("no-op", caller, 35, everyWay(LIMIT)));
            heats.add(new Plan(Workload.NO_OP, many, MANY_SUBMITTERS, LIMIT)
                    .heat("no-op-8-submitters", caller, 40, everyWay(LIMIT)));
            heats.add(new Plan(Workload.WORK_2US, size.of(100, 20_000, 100_000), 1, LIMIT)
                    .heat("2us-work", caller, 150, everyWay(LIMIT)));
            // of those without a limit these would be other work: 100 000 sleepers, or connections that are waited for
            heats.add(new Plan(Workload.SLEEP_1MS, size.of(100, 10_000, 100_000), 1, LIMIT)
                    .heat("1ms-sleep", caller, size.of(5, 110, 1_100), waysWithLimit(LIMIT)));
            heats.add(new Plan(Workload.LOOPBACK, size.of(100, 20_000, 100_000), 1, LIMIT)
                    .heat("loopback", caller, size.of(5, 130, 650), waysWithLimit(LIMIT)));
            heats.add(new Plan(Workload.SLEEP_10MS, size.of(100, 10_000, 10_000), 1, WIDE_LIMIT)
                    .heat("10ms-sleep-limit-1000", caller, 105, waysWithLimit(WIDE_LIMIT)));
        }
        return heats;
    }

    private record Way(String name, Supplier<Submitting> opening) {}

    private static List<Way> waysWithLimit(int limit) {
        return List.of(
                new Way("TaskPool", () -> OurSubmits.pool(limit)),
                new Way("TaskPool-reuseThreads", () -> OurSubmits.poolThatReuses(limit)),
                new Way("semaphore-outside", () -> JdkSubmits.semaphoreOutside(limit)),
                new Way("semaphore-inside", () -> JdkSubmits.semaphoreInside(limit)),
                new Way("fixed-pool-platform", () -> JdkSubmits.fixedPlatform(limit)),
                new Way("fixed-pool-virtual", () -> JdkSubmits.fixedVirtual(limit)),
                new Way("ForkJoinPool", () -> JdkSubmits.forkJoinPool(limit)),
                new Way("StructuredTaskScope-semaphore", () -> JdkSubmits.structuredTaskScopeLimited(limit)),
                new Way("Jox-scope-semaphore", () -> OtherSubmits.joxScope(limit)),
                new Way("kotlinx-io", () -> OtherSubmits.kotlinIo(limit)));
    }

    private static List<Way> everyWay(int limit) {
        List<Way> ways = new ArrayList<>(waysWithLimit(limit));
        ways.add(new Way("raw-threads", JdkSubmits::rawThreads));
        ways.add(new Way("newVirtualThreadPerTaskExecutor", JdkSubmits::threadPerTask));
        ways.add(new Way("CompletableFuture", JdkSubmits::completableFuture));
        ways.add(new Way("StructuredTaskScope", JdkSubmits::structuredTaskScope));
        ways.add(new Way("Guava", OtherSubmits::guava));
        ways.add(new Way("kotlinx-default", OtherSubmits::kotlinDefault));
        return ways;
    }

    private record Plan(Workload workload, int tasks, int submitters, int limit) {

        Heat heat(String name, Caller caller, int millis, List<Way> ways) {
            int each = tasks / submitters;
            int all = each * submitters;
            List<Contender> contenders = ways.stream()
                    .map(way -> new Contender(way.name, all, all, () -> open(way, caller, each)))
                    .toList();
            return Heat.ofTime("submit", name.toLowerCase(Locale.ROOT), caller, "task", millis, contenders);
        }

        private Round open(Way way, Caller caller, int each) throws Exception {
            Body body = workload.open(limit);
            return new Job(body, way.opening.get(), caller, submitters, each);
        }
    }

    private record Job(Body body, Submitting way, Caller caller, int submitters, int each) implements Round {

        @Override
        public long run() throws Exception {
            Callable<Integer> task = body.task();
            return caller.callAll(submitters, () -> way.run(task, each));
        }

        @Override
        public void close() {
            way.close();
            body.close();
        }
    }
}
