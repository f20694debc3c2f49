package io.github.stint.faults;

import io.github.stint.CancelReason;
import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskRejectedException;
import io.github.stint.faults.CallOuts.Sort;
import io.github.stint.internal.engine.ThreadStarts;
import io.github.stint.spi.ContextPropagator;
import io.github.stint.spi.TaskListener;
import io.github.stint.spi.Ticker;
import io.github.stint.testing.CountedSource;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** What users give to the library, each of whose calls is counted and may throw. */
final class Faulty {

    private Faulty() {}

    /** The machine's clock. */
    static Ticker ticker(CallOuts calls) {
        return new Ticker() {
            @Override
            public long nanoTime() {
                calls.at(Sort.CLOCK, "nanoTime");
                return Ticker.system().nanoTime();
            }

            @Override
            public void parkUntil(Object blocker, long deadline) {
                calls.at(Sort.CLOCK, "parkUntil");
                Ticker.system().parkUntil(blocker, deadline);
            }
        };
    }

    /** The starts of threads: of owners whose names begin with "faulty", and of timers. */
    static ThreadStarts threadStarts(CallOuts calls) {
        return ThreadStarts.by(thread -> {
            String name = thread.getName();
            if (name.startsWith("faulty") || name.startsWith("stint-timer")) {
                calls.at(Sort.THREAD_STARTS, name);
            }
            thread.start();
        });
    }

    static ContextPropagator context(CallOuts calls) {
        return () -> {
            calls.at("capture");
            return new ContextPropagator.Captured() {
                @Override
                public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
                    calls.at("context before");
                    T value = body.call();
                    calls.at("context after");
                    return value;
                }
            };
        };
    }

    static TaskListener listener(CallOuts calls) {
        return new TaskListener() {
            @Override
            public void submitted(Task<?> task) {
                calls.at("submitted");
            }

            @Override
            public void started(Task<?> task) {
                calls.at("started");
            }

            @Override
            public void cancelRequested(Task<?> task, CancelReason why) {
                calls.at("cancelRequested");
            }

            @Override
            public void ended(Task<?> task, Outcome<?> outcome) {
                calls.at("ended");
            }

            @Override
            public void failedUnobserved(Task<?> task, Throwable error) {
                calls.at("failedUnobserved");
            }

            @Override
            public void rejected(TaskRejectedException rejection) {
                calls.at("rejected");
            }

            @Override
            public void resized(String owner, int from, int to) {
                calls.at("resized");
            }

            @Override
            public void closed(CloseReport report) {
                calls.at("closed");
            }

            @Override
            public void serviceChanged(Supervised service, Supervised.State from, Supervised.State to) {
                calls.at("serviceChanged");
            }

            @Override
            public void restarting(Supervised service, Outcome<?> last, Duration pause) {
                calls.at("restarting");
            }
        };
    }

    /** So many numbers; each method of it, of its iterator, and its close. */
    static CountedSource source(CallOuts calls, int count) {
        return new CountedSource(count) {
            @Override
            public Iterator<Integer> iterator() {
                calls.at("iterator");
                return super.iterator();
            }

            @Override
            protected void beforeHasNext() {
                calls.at("hasNext");
            }

            @Override
            protected void beforeNext(int element) {
                calls.at("next");
            }

            @Override
            public void close() {
                super.close();
                calls.at("close");
            }
        };
    }

    /** Asks for one after the other. */
    static final class FaultySubscriber implements Subscriber<Object> {

        private final CallOuts calls;
        private volatile @Nullable Subscription subscription;
        private volatile @Nullable String end;

        FaultySubscriber(CallOuts calls) {
            this.calls = calls;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            calls.at("onSubscribe");
            given.request(1);
        }

        @Override
        public void onNext(Object item) {
            calls.at("onNext");
            Subscription now = subscription;
            if (now != null) {
                now.request(1);
            }
        }

        @Override
        public void onError(Throwable error) {
            end = "onError";
            calls.at("onError");
        }

        @Override
        public void onComplete() {
            end = "onComplete";
            calls.at("onComplete");
        }

        @Nullable
        String end() {
            return end;
        }
    }
}
