package io.github.stint.cli.batch;

import io.github.stint.cli.control.StartGate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Holds the next job back until all gates let it start. */
final class StartGates {

    private final List<StartGate> gates;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean stopped;

    StartGates(List<StartGate> gates) {
        this.gates = new ArrayList<>(gates);
    }

    /** One more gate. */
    void add(StartGate gate) {
        lock.lock();
        try {
            gates.add(gate);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a job may start, and takes it that it does; false if none is to start any more. */
    boolean pass() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped) {
                long now = System.nanoTime();
                long wait = 0;
                for (StartGate gate : gates) {
                    wait = Math.max(wait, gate.closedFor(now));
                }
                if (wait <= 0) {
                    gates.forEach(gate -> gate.started(now));
                    return true;
                }
                boolean ignored = changed.await(wait, TimeUnit.NANOSECONDS);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** A gate may open now that did not when it was asked. */
    void changed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No job is to start any more. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
