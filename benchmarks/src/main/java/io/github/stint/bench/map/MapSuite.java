package io.github.stint.bench.map;

import io.github.stint.bench.map.Job.Way;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Caller;
import io.github.stint.bench.work.Size;
import io.github.stint.bench.work.Workload;
import java.util.ArrayList;
import java.util.List;

/** One function over many elements, all results at the end. */
public final class MapSuite implements Suite {

    private static final int LIMIT = 100;

    private static final List<Way> WITH_LIMIT = List.of(
            new Way("TaskPool-map", OurMaps::map),
            new Way("TaskPool-forEach", OurMaps::forEach),
            new Way("semaphore-outside", JdkMaps::semaphoreOutside),
            new Way("mapConcurrent", JdkMaps::mapConcurrent),
            new Way("parallel-collectors", OtherMaps::parallelCollectorsInOrder),
            new Way("Jox-parLimit", OtherMaps::joxParLimit),
            new Way("Reactor", OtherMaps::reactor),
            new Way("RxJava", OtherMaps::rxJava),
            new Way("Mutiny", OtherMaps::mutiny),
            new Way("kotlinx-flow", OtherMaps::kotlinFlow));

    @Override
    public String name() {
        return "map";
    }

    @Override
    public String about() {
        return "One function over many elements through `map` and `forEach` of a pool, at most 100 at once unless the"
                + " rival knows no limit (`newVirtualThreadPerTaskExecutor`). All results are added up at the end.";
    }

    @Override
    public List<Heat> heats(Size size) {
        List<Heat> heats = new ArrayList<>();
        List<Way> all = new ArrayList<>(WITH_LIMIT);
        all.add(new Way("newVirtualThreadPerTaskExecutor", _ -> JdkMaps.threadPerTask()));
        for (Caller caller : Caller.values()) {
            heats.add(new Job(Workload.NO_OP, size.of(200, 100_000, 100_000), LIMIT)
                    .heat("map", "no-op", caller, 35, all));
            heats.add(new Job(Workload.WORK_2US, size.of(100, 20_000, 100_000), LIMIT)
                    .heat("map", "2us-work", caller, 150, all));
            heats.add(new Job(Workload.SLEEP_1MS, size.of(100, 10_000, 100_000), LIMIT)
                    .heat("map", "1ms-sleep", caller, size.of(5, 110, 1_100), WITH_LIMIT));
            heats.add(new Job(Workload.LOOPBACK, size.of(100, 20_000, 100_000), LIMIT)
                    .heat("map", "loopback", caller, size.of(5, 130, 650), WITH_LIMIT));
        }
        return heats;
    }
}
