package io.github.stint.bench.group;

import com.softwaremill.jox.structured.Par;
import com.softwaremill.jox.structured.Scopes;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.Tasks;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Dispatchers;

/**
 * Ours and others. Left out: semaphores, since there is nothing to limit; parallel-collectors, Reactor, RxJava and Mutiny, which
 * have no block of code that its tasks end with.
 */
final class Groupings {

    private Groupings() {}

    static long taskGroup(Callable<Integer> body) throws Exception {
        return TaskGroup.<Long, Exception>run(group -> {
            Task<Integer> a = group.start(body);
            Task<Integer> b = group.start(body);
            Task<Integer> c = group.start(body);
            return (long) a.await() + b.await() + c.await();
        });
    }

    static long joinedTaskGroup(Callable<Integer> body) throws Exception {
        try (TaskGroup group = TaskGroup.open()) {
            Task<Integer> a = group.start(body);
            Task<Integer> b = group.start(body);
            Task<Integer> c = group.start(body);
            group.join();
            return (long) a.result() + b.result() + c.result();
        }
    }

    static long gather(Callable<Integer> body) throws Exception {
        return sum(Tasks.gather(List.of(body, body, body)));
    }

    static long structuredTaskScope(Callable<Integer> body) throws Exception {
        try (var scope = StructuredTaskScope.open(Joiner.<Integer>awaitAllSuccessfulOrThrow())) {
            var a = scope.fork(body);
            var b = scope.fork(body);
            var c = scope.fork(body);
            scope.join();
            return (long) a.get() + b.get() + c.get();
        }
    }

    static long rawThreads(Callable<Integer> body) throws Exception {
        var a = new FutureTask<>(body);
        var b = new FutureTask<>(body);
        var c = new FutureTask<>(body);
        Thread first = Thread.startVirtualThread(a);
        Thread second = Thread.startVirtualThread(b);
        Thread third = Thread.startVirtualThread(c);
        first.join();
        second.join();
        third.join();
        return (long) a.resultNow() + b.resultNow() + c.resultNow();
    }

    static long newExecutor(Callable<Integer> body) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return onExecutor(executor, body);
        }
    }

    static Grouping keptExecutor() {
        return kept(Executors.newVirtualThreadPerTaskExecutor());
    }

    static Grouping forkJoinPool() {
        return kept(new ForkJoinPool());
    }

    static Grouping fixedPool() {
        return kept(Executors.newFixedThreadPool(3));
    }

    static long completableFuture(Callable<Integer> body) {
        var a = CompletableFuture.supplyAsync(() -> called(body));
        var b = CompletableFuture.supplyAsync(() -> called(body));
        var c = CompletableFuture.supplyAsync(() -> called(body));
        return (long) a.join() + b.join() + c.join();
    }

    static long joxPar(Callable<Integer> body) throws Exception {
        return sum(Par.par(List.of(body, body, body)));
    }

    static long joxScope(Callable<Integer> body) throws Exception {
        return Scopes.supervised(scope -> {
            var a = scope.fork(body);
            var b = scope.fork(body);
            var c = scope.fork(body);
            return (long) a.join() + b.join() + c.join();
        });
    }

    /** The block is {@code runBlocking}, as it has to be for a caller in Java; coroutines of Kotlin would suspend instead. */
    static long kotlin(Callable<Integer> body) throws InterruptedException {
        @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generics
        Deferred<Integer>[] all = new Deferred[3];
        Object ignored = BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (scope, _) -> {
            for (int i = 0; i < all.length; i++) {
                all[i] = BuildersKt.async(
                        scope, Dispatchers.getDefault(), CoroutineStart.DEFAULT, (_, _) -> called(body));
            }
            return kotlin.Unit.INSTANCE;
        });
        return (long) all[0].getCompleted() + all[1].getCompleted() + all[2].getCompleted();
    }

    private static Grouping kept(ExecutorService executor) {
        return new Grouping() {
            @Override
            public long three(Callable<Integer> body) throws Exception {
                return onExecutor(executor, body);
            }

            @Override
            public void close() {
                executor.close();
            }
        };
    }

    private static long onExecutor(ExecutorService executor, Callable<Integer> body) throws Exception {
        var a = executor.submit(body);
        var b = executor.submit(body);
        var c = executor.submit(body);
        return (long) a.get() + b.get() + c.get();
    }

    private static Integer called(Callable<Integer> body) {
        try {
            return body.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long sum(List<Integer> results) {
        long sum = 0;
        for (Integer result : results) {
            sum += result;
        }
        return sum;
    }
}
