package io.github.stint.bench.run;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds to each iteration what its runs measured of themselves, and how many bytes were allocated in a run, by all threads:
 * virtual ones allocate in the name of their carriers.
 */
public final class Figures implements InternalProfiler {

    static final String FIGURE = "figure";
    static final String ALLOCATED = "allocated";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long before;

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = threads.getTotalThreadAllocatedBytes();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long runs = result.getMetadata().getAllOps();
        double allocated = (double) (threads.getTotalThreadAllocatedBytes() - before) / runs;
        return List.of(scalar(FIGURE, Turns.FIGURES.value()), scalar(ALLOCATED, allocated));
    }

    private static ScalarResult scalar(String name, double value) {
        return new ScalarResult(name, value, "", AggregationPolicy.AVG);
    }

    @Override
    public String getDescription() {
        return "what runs measure of themselves, and what they allocate";
    }
}
