package io.github.stint.bench.result;

import static io.github.stint.bench.result.Goal.against;
import static io.github.stint.bench.result.Goal.againstNumber;

import java.util.List;

/** What is to be reached: ratios of ours to a rival, lower is better. */
public final class Goals {

    private static final String EXECUTOR = "newVirtualThreadPerTaskExecutor";

    /** All of them. */
    public static final List<Goal> ALL = List.of(
            // tasks handed over one by one
            against("submit/no-op/virtual", "TaskPool", EXECUTOR, 0.75),
            against("submit/no-op/virtual", "TaskPool", "semaphore-outside", 0.60),
            against("submit/no-op/virtual", "TaskPool", "raw-threads", 1.15),
            against("submit/no-op/platform", "TaskPool", EXECUTOR, 0.75),
            against("submit/no-op/platform", "TaskPool", "semaphore-outside", 0.60),
            against("submit/no-op/platform", "TaskPool", "raw-threads", 1.15),
            against("submit/no-op-8-submitters/virtual", "TaskPool", EXECUTOR, 0.90),
            against("submit/no-op-8-submitters/platform", "TaskPool", EXECUTOR, 0.90),
            against("submit/no-op/virtual", "TaskPool-reuseThreads", "fixed-pool-platform", 1.30),
            against("submit/no-op/platform", "TaskPool-reuseThreads", "fixed-pool-platform", 1.30),
            against("submit/1ms-sleep/virtual", "TaskPool", "semaphore-outside", 1.01),
            against("submit/loopback/virtual", "TaskPool", "semaphore-outside", 1.00),
            againstNumber("submit/10ms-sleep-limit-1000/virtual", "TaskPool", "the ideal 100 ms", 10_000, 1.06),
            // one function over many elements
            against("map/loopback/virtual", "TaskPool-map", "semaphore-outside", 0.85),
            against("map/loopback/virtual", "TaskPool-forEach", "semaphore-outside", 0.85),
            against("map/no-op/virtual", "TaskPool-map", EXECUTOR, 0.50),
            against("map/no-op/virtual", "TaskPool-forEach", EXECUTOR, 0.50),
            // the results one by one
            against("stream/completion-order-16/virtual", "Concurrent", "mapConcurrent", 0.30),
            against("stream/completion-order-16/virtual", "Concurrent", "parallel-collectors", 0.12),
            against("stream/completion-order-16/virtual", "Concurrent", "Jox-channel", 0.15),
            against("stream/completion-order-16/virtual", "Concurrent", "Reactor", 0.50),
            against("stream/completion-order-256/virtual", "Concurrent", "mapConcurrent", 0.30),
            against("stream/completion-order-256/virtual", "Concurrent", "parallel-collectors", 0.12),
            against("stream/completion-order-256/virtual", "Concurrent", "Jox-channel", 0.15),
            against("stream/completion-order-256/virtual", "Concurrent", "Reactor", 0.50),
            against("stream/completion-order-16/platform", "Concurrent", "mapConcurrent", 0.20),
            against("stream/completion-order-16/platform", "Concurrent", "Reactor", 0.70),
            against("stream/source-order-16/virtual", "Concurrent", "mapConcurrent", 0.35),
            against("stream/source-order-256/virtual", "Concurrent", "mapConcurrent", 0.35),
            against("stream/source-order-16/platform", "Concurrent", "mapConcurrent", 0.35),
            against("stream/source-order-256/platform", "Concurrent", "mapConcurrent", 0.35),
            against("stream/2us-work-16/virtual", "Concurrent", "mapConcurrent", 0.75),
            // a block of three tasks
            against("group/no-op/virtual", "TaskGroup.run", "StructuredTaskScope", 1.00),
            against("group/no-op/virtual", "TaskGroup.run", "Jox-par", 0.65),
            against("group/50us-wait/virtual", "TaskGroup.run", "raw-threads", 1.02),
            // a million
            againstNumber("scale/bytes-queued/platform", "TaskPool", "100 B", 100, 1.00),
            against("scale/bytes-parked/platform", "TaskPool", "raw-threads", 1.15),
            against("scale/start-and-cancel/virtual", "TaskPool", "raw-threads", 1.20),
            against("limits/1000000-armed-1-thread/platform", "Deadlines", "ScheduledThreadPoolExecutor", 0.45),
            against("limits/1000000-armed-2-threads/platform", "Deadlines", "ScheduledThreadPoolExecutor", 0.30),
            // nobody watches
            against("watching/no-op/virtual", "nobody", "compiled-out", 1.02),
            against("watching/no-op/virtual", "server", "nobody", 1.02));

    private Goals() {}
}
