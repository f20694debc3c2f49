package io.github.stint.canaries;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** TaskCell.awaitSettleable, if neither the settler nor the word were volatile. */
@JCStressTest
@Description("a waiter and an end of which each is written before the other is read, both plain")
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "each saw the other")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the waiter saw the end and does not wait")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the waiter waits and is woken")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "the waiter waits and nobody wakes it: this is to be found")
@State
public class PlainWaiterTest {

    private boolean waits;
    private boolean ended;

    @Actor
    public void waiter(ZZ_Result r) {
        waits = true;
        r.r1 = ended;
    }

    @Actor
    public void end(ZZ_Result r) {
        ended = true;
        r.r2 = waits;
    }
}
