package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

@JCStressTest
@Description("state word: a shielded body is not interrupted, and hears of the cancel when it is not shielded any more")
@Outcome(id = "false, true, false", expect = ACCEPTABLE, desc = "asked while shielded, heard at the end of that")
@Outcome(id = "false, false, true", expect = ACCEPTABLE, desc = "interrupted after the shield")
@Outcome(
        id = "false, true, true",
        expect = ACCEPTABLE,
        desc = "interrupted before the shield, and heard again after it")
@Outcome(id = "true, .*, .*", expect = FORBIDDEN, desc = "interrupted while shielded")
@Outcome(id = "false, false, false", expect = FORBIDDEN, desc = "the cancel is lost")
@State
public class ShieldAgainstCancelTest {

    private final Word word = Word.running();

    /** Atomic, so that the body sees at any time whether it was interrupted, as with the flag of a thread. */
    private volatile boolean interrupted;

    @Actor
    public void body(ZZZ_Result r) {
        boolean ignored = word.shield();
        boolean before = interrupted;
        Thread.onSpinWait();
        r.r1 = !before && interrupted;
        r.r2 = word.unshield();
    }

    @Actor
    public void cancel(ZZZ_Result r) {
        if (word.claimCancel()) {
            word.toCancelling();
            if (!word.isShielded()) {
                interrupted = true;
            }
            word.release();
        }
    }

    @Arbiter
    public void end(ZZZ_Result r) {
        r.r3 = interrupted;
    }
}
