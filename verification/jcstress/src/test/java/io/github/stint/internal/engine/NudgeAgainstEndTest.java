package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

@JCStressTest
@Description("state word: a second interrupt comes before the end of the body or not at all")
@Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "interrupted once more, then the end")
@Outcome(id = "false, false, false", expect = ACCEPTABLE, desc = "the body was over, nobody interrupts")
@Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "interrupted after the end")
@Outcome(id = "true, false, false", expect = FORBIDDEN, desc = "the end did not see the interrupt: it comes late")
@Outcome(id = "false, .*, true", expect = FORBIDDEN, desc = "interrupted without a claim")
@Outcome(expect = FORBIDDEN, desc = "none of these can be")
@State
public class NudgeAgainstEndTest {

    private final Word word = Word.cancelling();
    private boolean interrupted;
    private boolean over;

    @Actor
    public void nudge(ZZZ_Result r) {
        if (word.claimNudge()) {
            r.r2 = over;
            interrupted = true;
            word.release();
            r.r1 = true;
        }
    }

    @Actor
    public void body(ZZZ_Result r) {
        boolean asked = word.endBody();
        r.r3 = asked && interrupted;
        over = true;
    }
}
