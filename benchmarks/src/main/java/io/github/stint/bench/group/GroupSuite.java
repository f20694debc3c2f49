package io.github.stint.bench.group;

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
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Three tasks that are started and joined, again and again. */
public final class GroupSuite implements Suite {

    private record Way(String name, Supplier<Grouping> opening) {}

    private static final List<Way> WAYS = List.of(
            new Way("TaskGroup.run", () -> Groupings::taskGroup),
            new Way("TaskGroup-joined", () -> Groupings::joinedTaskGroup),
            new Way("Tasks.gather", () -> Groupings::gather),
            new Way("StructuredTaskScope", () -> Groupings::structuredTaskScope),
            new Way("raw-threads", () -> Groupings::rawThreads),
            new Way("newVirtualThreadPerTaskExecutor", () -> Groupings::newExecutor),
            new Way("executor-kept", Groupings::keptExecutor),
            new Way("ForkJoinPool", Groupings::forkJoinPool),
            new Way("fixed-pool-platform", Groupings::fixedPool),
            new Way("CompletableFuture", () -> Groupings::completableFuture),
            new Way("Jox-par", () -> Groupings::joxPar),
            new Way("Jox-scope", () -> Groupings::joxScope),
            new Way("kotlinx", () -> Groupings::kotlin));

    @Override
    public String name() {
        return "group";
    }

    @Override
    public String about() {
        return "Three tasks started and joined by a block of code. `executor-kept`, `ForkJoinPool` and"
                + " `fixed-pool-platform` stay open, and so have no block; the others begin and end one each time.";
    }

    @Override
    public List<Heat> heats(Size size) {
        List<Heat> heats = new ArrayList<>();
        for (Caller caller : Caller.values()) {
            int many = caller == Caller.VIRTUAL ? 10_000 : 2_000;
            heats.add(heat("no-op", Workload.NO_OP, caller, size.of(20, many, many)));
            heats.add(heat("50us-wait", Workload.WAIT_50US, caller, size.of(10, 300, 300)));
        }
        return heats;
    }

    private static Heat heat(String name, Workload workload, Caller caller, int groups) {
        List<Contender> contenders = WAYS.stream()
                .map(way -> new Contender(
                        way.name,
                        groups,
                        3L * groups,
                        () -> new Job(workload.open(3), way.opening.get(), caller, groups)))
                .toList();
        return Heat.ofTime("group", name, caller, "group", 40, contenders);
    }

    private record Job(Body body, Grouping way, Caller caller, int groups) implements Round {

        @Override
        public long run() throws Exception {
            Callable<Integer> task = body.task();
            return caller.call(() -> {
                long sum = 0;
                for (int i = 0; i < groups; i++) {
                    sum += way.three(task);
                }
                return sum;
            });
        }

        @Override
        public void close() {
            way.close();
            body.close();
        }
    }
}
