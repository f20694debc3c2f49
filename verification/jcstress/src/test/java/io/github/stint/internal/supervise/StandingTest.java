package io.github.stint.internal.supervise;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.stint.Supervised.State;
import io.github.stint.spi.Ticker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.L_Result;

@JCStressTest
@Description("supervision: two that change where it stands have each change told once, one after the other, in order")
@Outcome(
        id = "WAITING-RUNNING RUNNING-BACKING_OFF",
        expect = ACCEPTABLE,
        desc = "one was first, and the second change begins where the first ends")
@Outcome(
        id = "WAITING-BACKING_OFF BACKING_OFF-RUNNING",
        expect = ACCEPTABLE,
        desc = "the other was first, and the second change begins where the first ends")
@Outcome(id = "[^ ]*", expect = FORBIDDEN, desc = "a change was not told, or what was told first is not seen")
@Outcome(expect = FORBIDDEN, desc = "told twice, at once, or out of order")
@org.openjdk.jcstress.annotations.State
public class StandingTest {

    /** Plain: one telling is to see the one before, whichever thread that was on. */
    private String told = "";

    private final Standing standing = new Standing(
            "test",
            Ticker.system(),
            new SupervisionListener() {
                @Override
                public void changed(State from, State to) {
                    told = told + (told.isEmpty() ? "" : " ") + from + "-" + to;
                }
            },
            false);

    @Actor
    public void one() {
        standing.to(State.RUNNING);
        standing.tell();
    }

    @Actor
    public void other() {
        standing.to(State.BACKING_OFF);
        standing.tell();
    }

    @Arbiter
    public void end(L_Result r) {
        r.r1 = told;
    }
}
