package io.github.stint.internal.engine;

import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.spi.Ticker;
import java.util.ArrayList;
import java.util.List;

/** Opens once, and lets everybody through who waits or comes later. */
public final class Gate {

    private final CarrierSafeLock lock = new CarrierSafeLock();
    private List<Signal> waiting = new ArrayList<>(1);
    private boolean open;

    /** Opens it. */
    public void open() {
        List<Signal> told;
        lock.lock();
        try {
            open = true;
            told = waiting;
            waiting = List.of();
        } finally {
            lock.unlock();
        }
        told.forEach(Signal::fire);
    }

    /** Whether it is open. */
    public boolean isOpen() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it opens; false if the deadline came first. */
    public boolean await(Ticker ticker, long deadline) throws InterruptedException {
        Signal signal = new Signal();
        lock.lock();
        try {
            if (open) {
                return true;
            }
            waiting.add(signal);
        } finally {
            lock.unlock();
        }
        try {
            return signal.await(ticker, deadline);
        } finally {
            if (!signal.hasFired()) {
                lock.lock();
                try {
                    if (!open) {
                        waiting.remove(signal);
                    }
                } finally {
                    lock.unlock();
                }
            }
        }
    }
}
