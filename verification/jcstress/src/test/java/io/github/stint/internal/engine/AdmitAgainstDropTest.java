package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

@JCStressTest
@Description("state word: of a slot and a cancel of a queued task one wins")
@Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "it got the slot, it is STARTING")
@Outcome(id = "false, true, 4", expect = ACCEPTABLE, desc = "it was dropped, it is ENDING")
@Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "both won")
@Outcome(id = "false, false, .*", expect = FORBIDDEN, desc = "nobody won")
@Outcome(expect = FORBIDDEN, desc = "one won, and the word says otherwise")
@State
public class AdmitAgainstDropTest {

    private final Word word = new Word();

    @Actor
    public void slot(ZZI_Result r) {
        r.r1 = word.admit();
    }

    @Actor
    public void cancel(ZZI_Result r) {
        r.r2 = word.drop(StateWord.QUEUED);
    }

    @Arbiter
    public void end(ZZI_Result r) {
        r.r3 = word.phase();
    }
}
