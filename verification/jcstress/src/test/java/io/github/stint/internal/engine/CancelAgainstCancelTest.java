package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

@JCStressTest
@Description("state word: one of two who ask a running task to stop is the one, and both see its reason")
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the first asked, its reason stands")
@Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "the second asked, its reason stands")
@Outcome(id = "1, 1, .*", expect = FORBIDDEN, desc = "both asked: two interrupts")
@Outcome(id = "0, 0, .*", expect = FORBIDDEN, desc = "nobody asked")
@Outcome(expect = FORBIDDEN, desc = "CANCELLING was seen without the reason of whoever asked")
@State
public class CancelAgainstCancelTest {

    private final Word word = Word.running();

    /** As TaskCell.reason: written before CANCELLING. */
    private int reason;

    @Actor
    public void one(III_Result r) {
        r.r1 = ask(1);
    }

    @Actor
    public void other(III_Result r) {
        r.r2 = ask(2);
    }

    /** Whether that one asked; -1 if it did not and sees no reason either. */
    private int ask(int why) {
        if (word.claimCancel()) {
            reason = why;
            word.toCancelling();
            word.release();
            return 1;
        }
        return word.phase() == StateWord.CANCELLING && reason == 3 - why ? 0 : -1;
    }

    @Arbiter
    public void end(III_Result r) {
        r.r3 = reason;
    }
}
