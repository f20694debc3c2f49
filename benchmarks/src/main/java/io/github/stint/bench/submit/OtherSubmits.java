package io.github.stint.bench.submit;

import com.google.common.util.concurrent.MoreExecutors;
import com.softwaremill.jox.structured.Fork;
import com.softwaremill.jox.structured.Scopes;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Dispatchers;

/**
 * The ways of other libraries. parallel-collectors, Reactor, RxJava and Mutiny have nothing to hand single tasks to; they are
 * measured where there is one function over many elements.
 */
final class OtherSubmits {

    private OtherSubmits() {}

    /** Guava's futures over virtual threads: no limit. */
    static Submitting guava() {
        return JdkSubmits.executor(MoreExecutors.listeningDecorator(Executors.newVirtualThreadPerTaskExecutor()));
    }

    /** A scope of Jox; a permit is taken outside, as for threads. */
    static Submitting joxScope(int limit) {
        Semaphore permits = new Semaphore(limit);
        return (body, count) -> Scopes.supervised(scope -> {
            Callable<Integer> limited = () -> {
                try {
                    return body.call();
                } finally {
                    permits.release();
                }
            };
            @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generics
            Fork<Integer>[] forks = new Fork[count];
            for (int i = 0; i < count; i++) {
                permits.acquire();
                forks[i] = scope.forkUnsupervised(limited);
            }
            long sum = 0;
            for (Fork<Integer> fork : forks) {
                sum += fork.join();
            }
            return sum;
        });
    }

    /** Coroutines on the dispatcher for what blocks, so many at once. Called from Java; there is no compiler of Kotlin here. */
    static Submitting kotlinIo(int limit) {
        return coroutines(Dispatchers.getIO().limitedParallelism(limit, null));
    }

    /** The same on the dispatcher for what computes, which has a thread for each processor. */
    static Submitting kotlinDefault() {
        return coroutines(Dispatchers.getDefault());
    }

    private static Submitting coroutines(CoroutineContext dispatcher) {
        return (body, count) -> {
            @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generics
            Deferred<Integer>[] all = new Deferred[count];
            // returns when all that was begun inside has ended
            Object ignored = BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (scope, _) -> {
                for (int i = 0; i < count; i++) {
                    all[i] = BuildersKt.async(scope, dispatcher, CoroutineStart.DEFAULT, (_, _) -> called(body));
                }
                return kotlin.Unit.INSTANCE;
            });
            long sum = 0;
            for (Deferred<Integer> one : all) {
                sum += one.getCompleted();
            }
            return sum;
        };
    }

    private static Integer called(Callable<Integer> body) {
        try {
            return body.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
