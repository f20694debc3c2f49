package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZZ_Result;

@JCStressTest
@Description("state word: who asks to stop interrupts before the end of the body or not at all")
@Outcome(id = "true, false, true, true", expect = ACCEPTABLE, desc = "asked, interrupted, then the end")
@Outcome(id = "false, false, false, false", expect = ACCEPTABLE, desc = "the body was over, nobody interrupts")
@Outcome(id = "true, true, .*, .*", expect = FORBIDDEN, desc = "interrupted after the end")
@Outcome(id = "true, false, .*, false", expect = FORBIDDEN, desc = "the end did not see the interrupt: it comes late")
@Outcome(id = "true, false, false, .*", expect = FORBIDDEN, desc = "asked, and the end does not know")
@Outcome(id = "false, .*, true, .*", expect = FORBIDDEN, desc = "the end believes that somebody asked")
@Outcome(expect = FORBIDDEN, desc = "none of these can be")
@State
public class CancelAgainstEndTest {

    private final Word word = Word.running();
    private boolean interrupted;
    private boolean over;

    @Actor
    public void cancel(ZZZZ_Result r) {
        if (word.claimCancel()) {
            word.toCancelling();
            r.r2 = over;
            interrupted = true;
            word.release();
            r.r1 = true;
        }
    }

    @Actor
    public void body(ZZZZ_Result r) {
        r.r3 = word.endBody();
        r.r4 = interrupted;
        over = true;
    }
}
