package io.github.stint.bench.many;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A body that says that it has begun, and parks until it is interrupted. */
final class Parking implements Callable<Integer> {

    private final CountDownLatch begun;

    Parking(int tasks) {
        begun = new CountDownLatch(tasks);
    }

    @Override
    public Integer call() throws InterruptedException {
        begun.countDown();
        while (!Thread.interrupted()) {
            LockSupport.park(this);
        }
        throw new InterruptedException();
    }

    void awaitAll() throws InterruptedException {
        begun.await();
    }
}
