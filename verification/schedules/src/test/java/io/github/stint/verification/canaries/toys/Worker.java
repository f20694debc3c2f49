package io.github.stint.verification.canaries.toys;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Runs bodies one after the other. Broken, who cancels one may interrupt the thread when it runs the next already. */
public final class Worker {

    private final boolean broken;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile int running = -1;
    private volatile @Nullable Thread thread;

    public Worker(boolean broken) {
        this.broken = broken;
    }

    public void run(List<Runnable> bodies) {
        thread = Thread.currentThread();
        for (int i = 0; i < bodies.size(); i++) {
            running = i;
            bodies.get(i).run();
            ended();
        }
    }

    private void ended() {
        lock.lock();
        try {
            running = -1;
            boolean ignored = Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts that body if it runs. */
    public void cancel(int body) {
        Thread target = thread;
        if (target == null) {
            return;
        }
        if (broken) {
            if (running == body) {
                target.interrupt();
            }
            return;
        }
        lock.lock();
        try {
            if (running == body) {
                target.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
