package io.github.stint.bench.map;

import com.pivovarit.collectors.ParallelCollectors;
import com.softwaremill.jox.Channel;
import com.softwaremill.jox.structured.Par;
import com.softwaremill.jox.structured.Scopes;
import io.github.stint.bench.work.Body;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The ways of other libraries. Where a library runs blocking functions on threads of the user's, those are virtual ones. Guava has
 * none; Mutiny has none with a limit in source order, nor has kotlinx.coroutines.
 */
final class OtherMaps {

    private OtherMaps() {}

    static Mapping parallelCollectors(int limit) {
        return (source, body) -> {
            try (Stream<Integer> results =
                    source.stream().collect(ParallelCollectors.parallelToStream(body.function(), limit))) {
                return sum(results);
            }
        };
    }

    static Mapping parallelCollectorsInOrder(int limit) {
        return (source, body) -> {
            try (Stream<Integer> results =
                    source.stream().collect(ParallelCollectors.parallelToOrderedStream(body.function(), limit))) {
                return sum(results);
            }
        };
    }

    /** All as a list, in source order. */
    static Mapping joxParLimit(int limit) {
        return (source, body) -> {
            List<Callable<Integer>> calls = new ArrayList<>(source.size());
            for (Integer element : source) {
                calls.add(() -> body.apply(element));
            }
            return sum(Par.parLimit(limit, calls).stream());
        };
    }

    /**
     * A stream in the order of completion, made of a scope, forks, a semaphore and a channel of Jox: the flows of Jox, which
     * have an operator for it, cannot be had in a version that resolves.
     */
    static Mapping joxChannel(int limit) {
        return (source, body) -> Scopes.supervised(scope -> {
            Channel<Integer> results = Channel.newBufferedDefaultChannel();
            Semaphore permits = new Semaphore(limit);
            var feeder = scope.fork(() -> {
                for (Integer element : source) {
                    permits.acquire();
                    scope.forkUnsupervised(() -> {
                        results.send(body.apply(element));
                        permits.release();
                        return element;
                    });
                }
                return source.size();
            });
            long sum = 0;
            for (int i = 0; i < source.size(); i++) {
                sum += results.receive();
            }
            feeder.join();
            return sum;
        });
    }

    static Mapping reactor(int limit) {
        return new OnThreads() {
            private final Scheduler scheduler = reactor.core.scheduler.Schedulers.fromExecutorService(executor);

            @Override
            public long run(List<Integer> source, Body body) {
                return reactorSum(
                        Flux.fromIterable(source).flatMap(element -> reactorCall(body, element, scheduler), limit));
            }
        };
    }

    static Mapping reactorInOrder(int limit) {
        return new OnThreads() {
            private final Scheduler scheduler = reactor.core.scheduler.Schedulers.fromExecutorService(executor);

            @Override
            public long run(List<Integer> source, Body body) {
                return reactorSum(Flux.fromIterable(source)
                        .flatMapSequential(element -> reactorCall(body, element, scheduler), limit));
            }
        };
    }

    /** On the scheduler that Reactor has for what blocks: up to ten platform threads for each processor. */
    static Mapping reactorBoundedElastic(int limit) {
        Scheduler scheduler = reactor.core.scheduler.Schedulers.boundedElastic();
        return (source, body) ->
                reactorSum(Flux.fromIterable(source).flatMap(element -> reactorCall(body, element, scheduler), limit));
    }

    private static Mono<Integer> reactorCall(Body body, Integer element, Scheduler scheduler) {
        return Mono.fromCallable(() -> body.apply(element)).subscribeOn(scheduler);
    }

    private static long reactorSum(Flux<Integer> results) {
        return Objects.requireNonNull(results.reduce(0L, Long::sum).block());
    }

    static Mapping rxJava(int limit) {
        return new OnThreads() {
            private final io.reactivex.rxjava3.core.Scheduler scheduler = Schedulers.from(executor);

            @Override
            public long run(List<Integer> source, Body body) {
                return Flowable.fromIterable(source)
                        .flatMap(
                                element -> Flowable.fromCallable(() -> body.apply(element))
                                        .subscribeOn(scheduler),
                                limit)
                        .reduce(0L, Long::sum)
                        .blockingGet();
            }
        };
    }

    static Mapping rxJavaInOrder(int limit) {
        return new OnThreads() {
            private final io.reactivex.rxjava3.core.Scheduler scheduler = Schedulers.from(executor);

            @Override
            public long run(List<Integer> source, Body body) {
                return Flowable.fromIterable(source)
                        .concatMapEager(
                                element -> Flowable.fromCallable(() -> body.apply(element))
                                        .subscribeOn(scheduler),
                                limit,
                                1)
                        .reduce(0L, Long::sum)
                        .blockingGet();
            }
        };
    }

    static Mapping mutiny(int limit) {
        return new OnThreads() {
            @Override
            public long run(List<Integer> source, Body body) {
                return Multi.createFrom()
                        .iterable(source)
                        .onItem()
                        .transformToUni(element -> Uni.createFrom()
                                .item(() -> body.applyUnchecked(element))
                                .runSubscriptionOn(executor))
                        .merge(limit)
                        .collect()
                        .with(Collectors.summingLong(it -> it))
                        .await()
                        .indefinitely();
            }
        };
    }

    /** Flows of coroutines on the dispatcher for what blocks. Called from Java; there is no compiler of Kotlin here. */
    static Mapping kotlinFlow(int limit) {
        return (source, body) -> BuildersKt.<Long>runBlocking(Dispatchers.getIO(), (_, continuation) -> {
            Flow<Integer> results = FlowKt.flatMapMerge(
                    FlowKt.asFlow(source),
                    limit,
                    (element, _) -> FlowKt.<Integer>flow(
                            (collector, emitted) -> collector.emit(body.applyUnchecked(element), emitted)));
            return FlowKt.<Integer, Long>fold(results, 0L, (sum, result, _) -> sum + result, continuation);
        });
    }

    private static long sum(Stream<Integer> results) {
        return results.mapToLong(it -> it).sum();
    }

    private abstract static class OnThreads implements Mapping {
        final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

        @Override
        public void close() {
            executor.close();
        }
    }
}
