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
import org.openjdk.jcstress.infra.results.LLL_Result;

@JCStressTest
@Description("task: of a cancel and a time limit one is the reason, and whoever sees the task stopping sees that one")
@Outcome(id = "REQUESTED, ALREADY_CANCELLING, a test", expect = ACCEPTABLE, desc = "the cancel was first")
@Outcome(id = "ALREADY_CANCELLING, REQUESTED, over", expect = ACCEPTABLE, desc = "the limit was first")
@Outcome(id = "REQUESTED, REQUESTED, .*", expect = FORBIDDEN, desc = "both were first")
@Outcome(id = "ALREADY_CANCELLING, ALREADY_CANCELLING, .*", expect = FORBIDDEN, desc = "nobody was first")
@Outcome(id = ".*, .*, none", expect = FORBIDDEN, desc = "it is stopping, and there is no reason")
@Outcome(expect = FORBIDDEN, desc = "the reason is that of whoever came second, or another one was seen before")
@State
public class CancelAgainstTimeLimitTest {

    private static final CancelReason CANCEL = Handing.because("a test");
    private static final CancelReason LIMIT = new CancelReason(CancelReason.Source.TIME_LIMIT, "over", null, null);

    private final TaskCell<String> cell = running();
    private String seen = "";

    private static TaskCell<String> running() {
        TaskCell<String> cell = Handing.starting(() -> "done");
        if (!cell.begin()) {
            throw new IllegalStateException("it did not begin: " + cell);
        }
        return cell;
    }

    @Actor
    public void cancel(LLL_Result r) {
        r.r1 = cell.cancel(CANCEL);
        seen = why();
    }

    @Actor
    public void limit(LLL_Result r) {
        r.r2 = cell.cancel(LIMIT);
    }

    @Arbiter
    public void end(LLL_Result r) {
        r.r3 = seen.equals(why()) ? seen : seen + " then " + why();
    }

    private String why() {
        return cell.cancelReason().map(CancelReason::why).orElse("none");
    }
}
