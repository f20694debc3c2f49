package io.github.stint.cli.control;

import io.github.stint.cli.words.ExitStatus;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the jobs that end until a policy says that it is time to give up the rest. Used by many threads at a time. */
public final class HaltCount {

    private final HaltPolicy policy;
    private final ReentrantLock lock = new ReentrantLock();
    private long failed;
    private long succeeded;
    private OptionalInt exitStatus = OptionalInt.empty();

    public HaltCount(HaltPolicy policy) {
        this.policy = policy;
    }

    /**
     * A job has ended; true if now, and not before, the rest is to be given up.
     *
     * @param jobSucceeded whether it did
     * @param status its exit status, as a shell gives it
     * @param total how many jobs there are, if that is known; before it is, no part of a hundred is reached
     */
    public boolean ended(boolean jobSucceeded, int status, OptionalLong total) {
        lock.lock();
        try {
            if (jobSucceeded) {
                succeeded++;
            } else {
                failed++;
            }
            if (exitStatus.isPresent() || !counts(jobSucceeded) || !reached(total)) {
                return false;
            }
            exitStatus = OptionalInt.of(statusAfter(jobSucceeded, status, total));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What the run ends with, once the rest was given up. */
    public OptionalInt exitStatus() {
        lock.lock();
        try {
            return exitStatus;
        } finally {
            lock.unlock();
        }
    }

    private boolean counts(boolean jobSucceeded) {
        return switch (policy.what()) {
            case FAIL -> !jobSucceeded;
            case SUCCESS -> jobSucceeded;
            case DONE -> true;
        };
    }

    private boolean reached(OptionalLong total) {
        long counted = switch (policy.what()) {
            case FAIL -> failed;
            case SUCCESS -> succeeded;
            case DONE -> failed + succeeded;
        };
        return policy.inPercent()
                ? total.isPresent() && counted * 100.0 >= (double) policy.many() * total.getAsLong()
                : counted >= policy.many();
    }

    /** As GNU parallel has it: the job's own if one was enough; else how many have failed, of a hundred if that was asked. */
    private int statusAfter(boolean jobSucceeded, int status, OptionalLong total) {
        if (policy.what() == HaltPolicy.What.SUCCESS) {
            return ExitStatus.SUCCESS;
        }
        if (policy.inPercent()) {
            return (int) Math.ceil(failed * 100.0 / Math.max(1, total.orElse(1)));
        }
        if (policy.many() > 1) {
            return ExitStatus.ofFailed(failed);
        }
        return jobSucceeded ? ExitStatus.SUCCESS : Math.max(1, status);
    }
}
