package io.github.stint.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * Who may run, and who may wait: a limit, a count, and two queues. Pure data under the engine's lock: it says what to
 * start and whom to accept, and does neither.
 *
 * <p>Invariants: a slot is taken only while {@code running < limit}; tasks in the queue come before waiting submissions,
 * and both keep their order; after {@link #nextToStart} and {@link #nextToAccept} have returned null, nobody is held back
 * who could go on.
 */
final class Admission {

    private final Fifo<TaskCell<?>> queue = new Fifo<>();
    private final Fifo<Submission> waiting = new Fifo<>();
    private final int queueLimit;
    private int limit;
    private int running;
    private int insideForEver;

    Admission(int limit, int queueLimit) {
        this.limit = limit;
        this.queueLimit = queueLimit;
    }

    int limit() {
        return limit;
    }

    int queueLimit() {
        return queueLimit;
    }

    int running() {
        return running;
    }

    int queued() {
        return queue.size();
    }

    int waiting() {
        return waiting.size();
    }

    /** Whether a newcomer can be accepted without overtaking anybody. */
    boolean hasRoom() {
        return waiting.isEmpty() && couldAccept();
    }

    /** Whether every slot is taken. */
    boolean isFull() {
        return running >= limit;
    }

    private boolean couldAccept() {
        return (queue.isEmpty() && running < limit) || queue.size() < queueLimit;
    }

    /** Queues an accepted task. */
    void enqueue(TaskCell<?> cell) {
        queue.add(cell);
    }

    /** Takes a cancelled task out of the queue. */
    boolean dequeue(TaskCell<?> cell) {
        return queue.remove(cell);
    }

    /** Takes a slot for the task that is next, if there are both. */
    @Nullable
    TaskCell<?> nextToStart() {
        if (running >= limit) {
            return null;
        }
        TaskCell<?> next = queue.poll();
        if (next != null) {
            running++;
        }
        return next;
    }

    void slotReturned() {
        if (running <= 0) {
            throw new IllegalStateException("a slot was returned that nobody had");
        }
        running--;
    }

    /** Sets the limit; nobody who runs is touched. */
    void resize(int newLimit) {
        limit = newLimit;
    }

    void await(Submission submission) {
        waiting.add(submission);
        if (submission.insideForEver) {
            insideForEver++;
        }
    }

    /** Takes a submission out that gave up or is refused; false if it does not wait any more. */
    boolean withdraw(Submission submission) {
        if (!waiting.remove(submission)) {
            return false;
        }
        if (submission.insideForEver) {
            insideForEver--;
        }
        return true;
    }

    /** Takes the submission that is next, if it can be accepted now. */
    @Nullable
    Submission nextToAccept() {
        return couldAccept() ? nextWaiting() : null;
    }

    /** Takes the submission that is next. */
    @Nullable
    Submission nextWaiting() {
        Submission next = waiting.peek();
        if (next != null) {
            withdraw(next);
        }
        return next;
    }

    /**
     * Whether every running task waits for room here itself, so that no slot can come back. A paused pool, with limit
     * zero, waits for somebody else.
     */
    boolean waitsForItself(int more) {
        return limit > 0 && running > 0 && isFull() && insideForEver + more >= running;
    }

    /** Takes the last submission that waits for its own owner. */
    @Nullable
    Submission lastInside() {
        for (Submission at = waiting.peekLast(); at != null; at = waiting.before(at)) {
            if (at.insideForEver) {
                withdraw(at);
                return at;
            }
        }
        return null;
    }
}
