package io.github.stint.internal.engine;

import io.github.stint.internal.lock.CarrierSafeLock;

/**
 * The lock of one owner and the numbers behind it that change with every task, in one object: whoever takes the lock has them
 * in its cache then, which is most of what a task costs where one processor hands over and another runs. Each number belongs
 * to one of {@link Ledger}, {@link Register} and {@link Admission}, and nobody else changes it.
 */
final class Tally extends CarrierSafeLock {

    private static final long serialVersionUID = 1L;

    // Ledger
    long submitted;
    long succeeded;

    // Register
    long last;
    int live;
    int markPlace;

    // Admission
    int limit;
    final int queueLimit;
    int queued;
    int running;

    Tally(int limit, int queueLimit) {
        this.limit = limit;
        this.queueLimit = queueLimit;
    }
}
