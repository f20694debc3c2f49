package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.stint.CancelReason;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

@JCStressTest
@Description("task: of a cancel and its body one decides, no interrupt comes after it, the slot is back, the books are"
        + " whole")
@Outcome(id = "REQUESTED, CANCELLED, false, true", expect = ACCEPTABLE, desc = "cancelled before it began")
@Outcome(
        id = "REQUESTED, SUCCEEDED, false, true",
        expect = ACCEPTABLE,
        desc = "asked to stop, and it succeeded all the same")
@Outcome(id = "ALREADY_ENDED, SUCCEEDED, false, true", expect = ACCEPTABLE, desc = "the body was over before")
@Outcome(id = ".*, .*, true, .*", expect = FORBIDDEN, desc = "an interrupt was left for whatever the thread does next")
@Outcome(id = ".*, .*, .*, false", expect = FORBIDDEN, desc = "the slot or a count is lost")
@Outcome(id = "ALREADY_ENDED, CANCELLED, .*, .*", expect = FORBIDDEN, desc = "nobody cancelled it")
@Outcome(expect = FORBIDDEN, desc = "none of these can be")
@State
public class CancelAgainstTaskTest {

    private static final CancelReason WHY = Handing.because("a test");

    private final TaskCell<String> cell = Handing.starting(() -> "done");

    @Actor
    public void task(LLLL_Result r) {
        Handing.run(cell);
        r.r3 = Thread.interrupted();
    }

    @Actor
    public void cancel(LLLL_Result r) {
        r.r1 = cell.cancel(WHY);
    }

    @Arbiter
    public void end(LLLL_Result r) {
        r.r2 = cell.state();
        r.r4 = Handing.isWhole(cell);
    }
}
