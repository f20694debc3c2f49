package io.github.stint.bench.submit;

import java.util.concurrent.Callable;

/** A thread of one's own and what it has computed: what one writes who wants nothing between him and the thread. */
final class Started implements Runnable {

    private final Callable<Integer> body;
    private final Thread thread;
    private int result;

    Started(Callable<Integer> body) {
        this.body = body;
        this.thread = Thread.ofVirtual().unstarted(this);
    }

    Started start() {
        thread.start();
        return this;
    }

    @Override
    public void run() {
        try {
            result = body.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    int join() throws InterruptedException {
        thread.join();
        return result;
    }
}
