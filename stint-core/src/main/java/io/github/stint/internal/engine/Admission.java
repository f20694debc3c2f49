package io.github.stint.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * Who may run, and who may wait: a limit, two counts, and a queue of those who want to hand over. The queue of tasks is a
 * part of the register. Pure data under the engine's lock: it says what to start and whom to accept, and does neither.
 *
 * <p>Invariants: a slot is taken only while {@code running < limit}; tasks in the queue come before waiting submissions,
 * and both keep their order; after {@link #nextToStart} and {@link #nextToAccept} have returned null, nobody is held back
 * who could go on.
 */
final class Admission {

    private static final int MUCH_ROOM = 16;

    private final Register register;
    private final Fifo<Submission> waiting = new Fifo<>();
    private final Tally tally;
    private int insideForEver;

    /** Those that were accepted and not woken yet, since they are patient. */
    private final Fifo<Submission> asleep = new Fifo<>();

    /** The last one that waited for room did not wait long. */
    private boolean roomComesFast;

    Admission(Tally tally, Register register) {
        this.register = register;
        this.tally = tally;
    }

    /** How many tasks there is room for in all, to run or to wait. */
    int capacity() {
        return (int) Math.min(Integer.MAX_VALUE, (long) tally.limit + tally.queueLimit);
    }

    int limit() {
        return tally.limit;
    }

    int queueLimit() {
        return tally.queueLimit;
    }

    int running() {
        return tally.running;
    }

    int queued() {
        return tally.queued;
    }

    int waiting() {
        return waiting.size();
    }

    /** Whether a newcomer can be accepted without overtaking anybody. */
    boolean hasRoom() {
        return waiting.isEmpty() && couldAccept();
    }

    /** Whether so many newcomers can be accepted that whoever brings them need not wait again soon. */
    boolean hasMuchRoom() {
        int capacity = capacity();
        return waiting.isEmpty() && capacity - tally.running - tally.queued >= Math.clamp(capacity / 8, 1, MUCH_ROOM);
    }

    /** Whether every slot is taken. */
    boolean isFull() {
        return tally.running >= tally.limit;
    }

    private boolean couldAccept() {
        return (tally.queued == 0 && tally.running < tally.limit) || tally.queued < tally.queueLimit;
    }

    /** Counts a task as queued that was accepted, and is in the register. */
    void enqueue() {
        tally.queued++;
    }

    /** Takes a task out of the queue that is to be dropped, by changing its phase; false if it is not in it. */
    boolean dequeue(TaskCell<?> cell) {
        if (cell.phase() != StateWord.QUEUED || register.get(cell.id()) != cell) {
            return false;
        }
        if (!cell.drop(StateWord.QUEUED)) {
            throw new IllegalStateException("in the queue but not queued: " + cell);
        }
        countUnqueued();
        return true;
    }

    /** Takes a slot for the task that is next, if there are both, and changes its phase. */
    @Nullable
    TaskCell<?> nextToStart() {
        if (tally.queued == 0 || tally.running >= tally.limit) {
            return null;
        }
        TaskCell<?> next = register.oldestQueued();
        if (next == null || !next.admit()) {
            throw new IllegalStateException(tally.queued + " queued, but not in the queue: " + next);
        }
        countUnqueued();
        tally.running++;
        return next;
    }

    /** Takes a slot for a task that comes in, if nobody is queued before it and there is one. */
    boolean takeSlotAtOnce() {
        if (tally.queued > 0 || tally.running >= tally.limit) {
            return false;
        }
        tally.running++;
        return true;
    }

    private void countUnqueued() {
        tally.queued--;
        if (tally.queued == 0) {
            register.noneQueued();
        }
    }

    void slotReturned() {
        if (tally.running <= 0) {
            throw new IllegalStateException("a slot was returned that nobody had");
        }
        tally.running--;
    }

    /** Sets the limit; nobody who runs is touched. */
    void resize(int newLimit) {
        tally.limit = newLimit;
    }

    /** Has a submission wait for room: patiently, if it may and room comes fast. */
    void await(Submission submission, boolean mayBePatient) {
        if (mayBePatient && roomComesFast) {
            submission.bePatient();
        }
        waiting.add(submission);
        if (submission.insideForEver) {
            insideForEver++;
        }
    }

    /** A submission was decided, which may sleep on for a moment if it is patient. */
    void letSleepIfPatient(Submission submission) {
        if (submission.isPatient()) {
            submission.leaveAsleep();
            asleep.add(submission);
        }
    }

    /** Somebody has waited for room, and that was fast, or not. */
    void waited(Submission submission, boolean fast) {
        roomComesFast = fast;
        boolean ignored = asleep.remove(submission);
    }

    /** Takes one that sleeps, if whoever made it would find much room now. */
    @Nullable
    Submission nextAsleep() {
        return !asleep.isEmpty() && hasMuchRoom() ? asleep.poll() : null;
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
        return tally.limit > 0 && tally.running > 0 && isFull() && insideForEver + more >= tally.running;
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
