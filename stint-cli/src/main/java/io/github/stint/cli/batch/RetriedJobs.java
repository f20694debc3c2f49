package io.github.stint.cli.batch;

import io.github.stint.cli.control.Retries;
import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.job.Tally;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Fresh jobs, and those whose command has failed and is tried again: these first, each when its wait is over.
 *
 * <p>A wait holds no slot, and neither must the input hold up a job whose wait is over. So a thread of its own reads the
 * input, one job ahead. The source has ended when the input has, no job waits, and none runs that could come back.
 */
final class RetriedJobs implements JobSource {

    /** A job that is tried again at that time. */
    private record Waiting(Job job, long dueNanos) {}

    private final JobSource fresh;
    private final Retries retries;
    private final Tally tally;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final long begin = System.nanoTime();
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(job -> job.dueNanos() - this.begin));
    private @Nullable Thread reader;
    private @Nullable Job ahead;
    private boolean inputOver;
    private boolean stopped;

    /** How many jobs are out that could come back. */
    private long out;

    RetriedJobs(JobSource fresh, Retries retries, Tally tally) {
        this.fresh = fresh;
        this.retries = retries;
        this.tally = tally;
    }

    @Override
    public @Nullable Job next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (reader == null) {
                reader = Thread.ofPlatform().daemon().name("stint-jobs").start(this::readAhead);
            }
            while (!stopped) {
                Waiting first = waiting.peek();
                long wait = first == null ? Long.MAX_VALUE : first.dueNanos() - System.nanoTime();
                if (first != null && wait <= 0) {
                    waiting.remove();
                    return handOut(first.job());
                }
                Job read = ahead;
                if (read != null) {
                    ahead = null;
                    return handOut(read);
                }
                if (inputOver && first == null && out == 0) {
                    return null;
                }
                boolean ignored = changed.await(wait, TimeUnit.NANOSECONDS);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private Job handOut(Job job) {
        out++;
        changed.signalAll();
        return job;
    }

    /**
     * A job that was handed out has ended; whether it is taken back.
     *
     * @param untried whether that was no try, and it is to be run once more whatever is said about tries
     */
    boolean takeBack(Job job, JobResult result, boolean untried) {
        lock.lock();
        try {
            out--;
            changed.signalAll();
            boolean isOver = stopped || result.succeeded() || result.cancelled() != null;
            if (isOver || !(untried || retries.another(job.tries()))) {
                return false;
            }
            long now = System.nanoTime();
            waiting.add(
                    untried
                            ? new Waiting(job, now)
                            : new Waiting(
                                    job.again(),
                                    now + retries.delayAfter(job.tries()).toNanos()));
            tally.takeBack();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        fresh.stop();
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void readAhead() {
        try {
            Job read = fresh.next();
            while (read != null) {
                put(read);
                read = fresh.next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inputIsOver();
        }
    }

    private void put(Job read) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ahead != null && !stopped) {
                changed.await();
            }
            ahead = read;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void inputIsOver() {
        lock.lock();
        try {
            inputOver = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
