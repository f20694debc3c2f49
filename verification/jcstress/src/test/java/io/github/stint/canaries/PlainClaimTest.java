package io.github.stint.canaries;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** StateWord.claimCancel without its compare-and-set. */
@JCStressTest
@Description("a claim that is read and then written")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "one won")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the other won")
@Outcome(id = "true, true", expect = FORBIDDEN, desc = "both won: this is to be found")
@State
public class PlainClaimTest {

    private int word;

    @Actor
    public void one(ZZ_Result r) {
        r.r1 = claim();
    }

    @Actor
    public void other(ZZ_Result r) {
        r.r2 = claim();
    }

    private boolean claim() {
        if (word != 0) {
            return false;
        }
        word = 1;
        return true;
    }
}
