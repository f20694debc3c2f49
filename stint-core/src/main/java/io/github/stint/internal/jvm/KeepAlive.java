package io.github.stint.internal.jvm;

import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Keeps the JVM alive while an owner has work. Virtual threads keep none alive: without this, an application that returns
 * from {@code main} loses what it handed over, and nobody is told.
 *
 * <p>While the owner is not idle a thread named {@code stint-keeper <owner>} waits until it is: a platform thread, not a
 * daemon. Once the owner is closed nothing keeps the JVM: who closed it was told of the stragglers, which may never end.
 */
public final class KeepAlive {

    private static final System.Logger LOG = System.getLogger("io.github.stint.KeepAlive");

    /**
     * How long the keeper stays when there is nothing left, so that an owner with one short task after the other does not
     * start a thread for each: at most twenty a second. No application that ends notices so short a wait. It is counted
     * on the system's clock, as the life of a JVM is, whatever clock the owner has.
     */
    private static final Duration LINGER = Duration.ofMillis(50);

    private final Engine engine;
    private final Duration linger;
    private final NeededThread keeper;

    KeepAlive(Engine engine, Duration linger, Consumer<Thread> start) {
        this.engine = engine;
        this.linger = linger;
        this.keeper = new NeededThread(
                LOG, "stint-keeper " + engine.name(), false, this::isNeeded, this::keepUntilIdle, start);
    }

    /** What keeps the JVM alive for that owner, one for each. */
    public static KeepAlive of(Engine engine) {
        return new KeepAlive(engine, LINGER, Thread::start);
    }

    /**
     * To be called after a task was accepted, or a feed was: from when this returns, the JVM lives until the owner is idle
     * or closed.
     * Never waits and never fails; one volatile read while there is a keeper. If a keeper cannot be started that is logged,
     * once, and tried again with the next task.
     */
    public void onAccepted() {
        keeper.ensure();
    }

    private void keepUntilIdle() {
        boolean over = isOver(Deadline.NEVER);
        long end = Deadline.after(Ticker.system(), linger);
        while (over && !Deadline.hasPassed(Ticker.system(), end)) {
            Ticker.system().parkUntil(this, end);
            clearInterrupt();
        }
    }

    private boolean isNeeded() {
        return !isOver(Deadline.after(engine.ticker(), Duration.ZERO));
    }

    /** Nobody may interrupt this thread; one that was goes on waiting. */
    private boolean isOver(long deadline) {
        while (true) {
            try {
                return engine.ending().awaitIdleOrClosed(deadline);
            } catch (InterruptedException e) {
                clearInterrupt();
            }
        }
    }

    private static void clearInterrupt() {
        boolean ignored = Thread.interrupted();
    }
}
