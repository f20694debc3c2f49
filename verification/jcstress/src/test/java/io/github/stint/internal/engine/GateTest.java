package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

@JCStressTest
@Description(
        "gate and signal: who comes at the moment of the opening gets through, and sees what was written before it")
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "through, and it was there")
@Outcome(id = "true, 0", expect = FORBIDDEN, desc = "through, and it was not there")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "a deadline that never comes was over")
@State
public class GateTest {

    private final Gate gate = new Gate();
    private int written;

    @Actor
    public void opens() {
        written = 1;
        gate.open();
    }

    /** A wake-up that is lost is a time-out of this test. */
    @Actor
    public void waits(ZI_Result r) {
        r.r1 = Handing.untroubled(() -> gate.await(Ticker.system(), Deadline.NEVER));
        r.r2 = written;
    }
}
