package io.github.stint.bench.map;

import io.github.stint.bench.map.Job.Way;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Caller;
import io.github.stint.bench.work.Size;
import io.github.stint.bench.work.Workload;
import java.util.ArrayList;
import java.util.List;

/** One function over many elements, the results one by one. */
public final class StreamSuite implements Suite {

    private static final List<Integer> LIMITS = List.of(16, 256);

    private static final List<Way> IN_COMPLETION_ORDER = List.of(
            new Way("Concurrent", OurMaps::stream),
            new Way("Concurrent-gatherer", OurMaps::gatherer),
            new Way("mapConcurrent", JdkMaps::mapConcurrent),
            new Way("completion-service", JdkMaps::completionService),
            new Way("semaphore-and-queue", JdkMaps::semaphoreAndQueue),
            new Way("parallel-collectors", OtherMaps::parallelCollectors),
            new Way("Jox-channel", OtherMaps::joxChannel),
            new Way("Reactor", OtherMaps::reactor),
            new Way("Reactor-boundedElastic", OtherMaps::reactorBoundedElastic),
            new Way("RxJava", OtherMaps::rxJava),
            new Way("Mutiny", OtherMaps::mutiny),
            new Way("kotlinx-flow", OtherMaps::kotlinFlow));

    private static final List<Way> IN_SOURCE_ORDER = List.of(
            new Way("Concurrent", OurMaps::streamInSourceOrder),
            new Way("mapConcurrent", JdkMaps::mapConcurrent),
            new Way("window-of-futures", JdkMaps::windowOfFutures),
            new Way("parallel-collectors", OtherMaps::parallelCollectorsInOrder),
            new Way("Reactor", OtherMaps::reactorInOrder),
            new Way("RxJava", OtherMaps::rxJavaInOrder));

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public String about() {
        return "One function over many elements, the results taken one by one while others are computed. In the order"
            + " of completion, except `mapConcurrent`, which knows the order of the source only; and all in the order"
            + " of the source. `Jox-channel` is made by hand of Jox' scopes and channels, since its flows do not"
            + " resolve.";
    }

    @Override
    public List<Heat> heats(Size size) {
        List<Heat> heats = new ArrayList<>();
        int many = size.of(600, 100_000, 100_000);
        for (Caller caller : Caller.values()) {
            for (int limit : LIMITS) {
                Job job = new Job(Workload.NO_OP, many, limit);
                heats.add(job.heat("stream", "completion-order-" + limit, caller, 40, IN_COMPLETION_ORDER));
                heats.add(job.heat("stream", "source-order-" + limit, caller, 40, IN_SOURCE_ORDER));
            }
            heats.add(new Job(Workload.WORK_2US, size.of(100, 20_000, 100_000), 16)
                    .heat("stream", "2us-work-16", caller, size.of(1, 30, 150), IN_COMPLETION_ORDER));
            heats.add(new Job(Workload.LOOPBACK, size.of(100, 20_000, 100_000), 64)
                    .heat("stream", "loopback-64", caller, size.of(5, 130, 650), IN_COMPLETION_ORDER));
        }
        return heats;
    }
}
