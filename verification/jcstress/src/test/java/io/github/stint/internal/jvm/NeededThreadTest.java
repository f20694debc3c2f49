package io.github.stint.internal.jvm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

@JCStressTest
@Description("needed thread: who becomes needed while it is about to end is served once, and never by two at once")
@Outcome(id = "1, false", expect = ACCEPTABLE, desc = "served, by the thread that was there or by a new one")
@Outcome(id = "0, .*", expect = FORBIDDEN, desc = "needed, and nobody runs: a JVM that ends under a live task")
@Outcome(id = "2, .*", expect = FORBIDDEN, desc = "served twice")
@Outcome(id = ".*, true", expect = FORBIDDEN, desc = "the work was done by two at once")
@State
public class NeededThreadTest {

    private final AtomicInteger needed = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean twoAtOnce;

    /** Plain: the work of one thread is to see that of the one before. */
    private int served;

    private volatile Thread started;
    private final NeededThread thread = new NeededThread(
            System.getLogger("test"), "test", true, () -> needed.get() > 0, this::serve, it -> started = it);

    /** The thread that is about to end: it was started, and nothing is to be done. */
    private final Thread old;

    public NeededThreadTest() {
        thread.ensure();
        old = started;
        started = null;
    }

    private void serve() {
        if (inside.incrementAndGet() > 1) {
            twoAtOnce = true;
        }
        if (needed.getAndSet(0) > 0) {
            served++;
        }
        int ignored = inside.decrementAndGet();
    }

    @Actor
    @SuppressWarnings("DoNotCall") // the thread of the test is as good as its own
    public void aboutToEnd() {
        old.run();
    }

    @Actor
    @SuppressWarnings("DoNotCall") // the thread of the test is as good as its own
    public void newcomer() {
        needed.set(1);
        thread.ensure();
        Thread mine = started;
        if (mine != null) {
            mine.run();
        }
    }

    @Arbiter
    public void end(IZ_Result r) {
        r.r1 = served;
        r.r2 = twoAtOnce;
    }
}
