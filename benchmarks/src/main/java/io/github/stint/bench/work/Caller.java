package io.github.stint.bench.work;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** On which kind of thread stands whoever hands over the tasks and waits for them. */
public enum Caller {
    PLATFORM,
    VIRTUAL;

    /** Makes the call on a thread of this kind. A virtual one is started for it, once for all the tasks of a run. */
    public long call(Callable<Long> work) throws Exception {
        return this == PLATFORM && !Thread.currentThread().isVirtual() ? work.call() : get(start(work));
    }

    /** Makes the same call on so many threads of this kind at once, and adds up what they return. */
    public long callAll(int threads, Callable<Long> work) throws Exception {
        if (threads == 1) {
            return call(work);
        }
        @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generics
        FutureTask<Long>[] all = new FutureTask[threads];
        for (int i = 0; i < threads; i++) {
            all[i] = start(work);
        }
        long sum = 0;
        for (FutureTask<Long> one : all) {
            sum += get(one);
        }
        return sum;
    }

    private FutureTask<Long> start(Callable<Long> work) {
        FutureTask<Long> task = new FutureTask<>(work);
        Thread.Builder builder = this == PLATFORM ? Thread.ofPlatform() : Thread.ofVirtual();
        builder.name("caller").start(task);
        return task;
    }

    private static long get(FutureTask<Long> task) throws Exception {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
