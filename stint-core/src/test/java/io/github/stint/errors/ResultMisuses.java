package io.github.stint.errors;

import static io.github.stint.errors.Misuse.call;
import static io.github.stint.errors.Misuse.source;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.stint.Concurrent;
import io.github.stint.ResultStream;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskPool;
import io.github.stint.Tasks;
import io.github.stint.test.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What goes wrong with results: of tasks, groups, batches and streams. */
final class ResultMisuses {

    private ResultMisuses() {}

    private static int fail(int number) throws IOException {
        throw new IOException("no route");
    }

    // ---- of tasks and groups

    static List<Misuse> ofTasks() {
        return List.of(
                new Misuse("of a task that failed", () -> {
                    try (TaskPool pool = TaskPool.open("crawler", 1)) {
                        Task<Integer> task = pool.submit(() -> fail(1));
                        return catchThrowable(task::await);
                    }
                }),
                new Misuse("of a task that was cancelled", ResultMisuses::cancelled),
                new Misuse("of a group of which a task failed", () -> {
                    try (TaskGroup group = TaskGroup.builder().name("page").open()) {
                        group.start("head", () -> fail(1));
                        return catchThrowable(group::join);
                    }
                }),
                call("of a race that everybody lost", () -> Tasks.race(() -> fail(1), () -> fail(2))),
                call("a group's error made without failures", () -> new TaskGroupException("page failed", List.of())));
    }

    private static Throwable cancelled() throws Exception {
        try (Gate hold = new Gate();
                TaskPool pool = TaskPool.open("crawler", 1)) {
            Task<Void> task = pool.submit(hold::pass);
            hold.awaitArrived(1);
            task.cancel("enough");
            return catchThrowable(task::await);
        }
    }

    // ---- of batches and streams

    static List<Misuse> ofStreams() {
        return List.of(
                new Misuse("of a batch of which a task failed", () -> {
                    try (TaskPool pool = TaskPool.open("crawler", 1)) {
                        return catchThrowable(() -> pool.map("pages", List.of(1), 1, ResultMisuses::fail)
                                .results());
                    }
                }),
                new Misuse("of a batch whose source fails", () -> {
                    try (TaskPool pool = TaskPool.open("crawler", 1)) {
                        return catchThrowable(() -> pool.map(
                                        "pages",
                                        source(() -> {
                                            throw new UncheckedIOException(new IOException("disk full"));
                                        }),
                                        1,
                                        it -> it)
                                .results());
                    }
                }),
                new Misuse("of a stream read twice", () -> {
                    try (ResultStream<Integer> stream = squares().results()) {
                        var _ = stream.iterator();
                        return catchThrowable(stream::iterator);
                    }
                }),
                new Misuse("of a stream that is closed", () -> {
                    ResultStream<Integer> stream = squares().results();
                    stream.close();
                    return catchThrowable(stream::iterator);
                }),
                new Misuse("of a stream beyond its end", () -> {
                    try (ResultStream<Integer> stream = squares().results()) {
                        Iterator<Integer> results = stream.iterator();
                        results.forEachRemaining(it -> {});
                        return catchThrowable(results::next);
                    }
                }),
                new Misuse("of an iterator that was used up before", () -> {
                    Concurrent<Integer, Integer> once =
                            Concurrent.map(Stream.of(1), it -> it).name("squares");
                    once.forEach(it -> {});
                    return catchThrowable(() -> once.forEach(it -> {}));
                }),
                new Misuse(
                        "of a publisher that is asked for nothing",
                        () -> published(squares(), subscription -> subscription.request(0))),
                new Misuse(
                        "of a publisher that has a null",
                        () -> published(
                                Concurrent.map(List.of(1), it -> (Integer) null).name("squares"),
                                subscription -> subscription.request(1))));
    }

    private static Concurrent<Integer, Integer> squares() {
        return Concurrent.map(List.of(2), it -> it * it).name("squares");
    }

    private static Throwable published(Concurrent<?, Integer> source, Consumer<Subscription> first) throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        try (ResultStream<Integer> stream = source.results()) {
            stream.publisher().subscribe(new Subscriber<>() {
                @Override
                public void onSubscribe(Subscription subscription) {
                    first.accept(subscription);
                }

                @Override
                public void onNext(Integer result) {}

                @Override
                public void onError(Throwable error) {
                    told.complete(error);
                }

                @Override
                public void onComplete() {
                    told.completeExceptionally(new AssertionError("it ended well"));
                }
            });
            return told.get();
        }
    }
}
