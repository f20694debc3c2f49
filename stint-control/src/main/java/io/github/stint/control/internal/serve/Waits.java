package io.github.stint.control.internal.serve;

import io.github.stint.control.internal.json.JsonObject;
import io.github.stint.control.internal.wire.Refusal;
import io.github.stint.control.view.ErrorCode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Requests that wait for something: each on a platform thread of its own, so many at a time. */
final class Waits {

    private static final int MOST = 8;

    private final AtomicInteger count = new AtomicInteger();
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();

    /** One of them. */
    static final class Wait {

        private final Thread thread;
        private final boolean mayBeAbandoned;

        private Wait(Thread thread, boolean mayBeAbandoned) {
            this.thread = thread;
            this.mayBeAbandoned = mayBeAbandoned;
        }

        /** Nobody is interested any more. */
        void abandon() {
            if (mayBeAbandoned) {
                thread.interrupt();
            }
        }
    }

    /**
     * Has something waited for, whose answer goes to somebody later.
     *
     * @param mayBeAbandoned whether the wait ends with its connection
     */
    void begin(
            Session session, boolean mayBeAbandoned, Callable<JsonObject> what, Consumer<Callable<JsonObject>> answer) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            throw new Refusal(ErrorCode.BUSY, MOST + " of " + MOST + " requests that wait are under way");
        }
        session.connection().begin();
        Thread thread = Thread.ofPlatform().daemon().name("stint-control-wait").unstarted(() -> {
            Wait self = new Wait(Thread.currentThread(), mayBeAbandoned);
            waits.add(self);
            session.waits(self, true);
            if (session.connection().isClosed()) {
                self.abandon();
            }
            try {
                answer.accept(what);
            } finally {
                session.waits(self, false);
                waits.remove(self);
                count.decrementAndGet();
                session.connection().end();
            }
        });
        thread.start();
    }

    /** Ends those that may be abandoned. */
    void end() {
        waits.forEach(Wait::abandon);
        boolean interrupted = Thread.interrupted();
        for (Wait wait : waits) {
            try {
                boolean ignored = !wait.mayBeAbandoned || wait.thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
