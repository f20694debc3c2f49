package io.github.stint.internal.adapt;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.stint.internal.engine.Handing;
import java.util.concurrent.Future;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

@JCStressTest
@Description("executor: of a future's cancel and its task one is its end, which comes with what the body wrote")
@Outcome(id = "true, CANCELLED, CANCELLED, -1", expect = ACCEPTABLE, desc = "cancelled before it began")
@Outcome(
        id = "true, CANCELLED, SUCCEEDED, -1",
        expect = ACCEPTABLE,
        desc = "cancelled while it ran, which it did not heed")
@Outcome(id = "false, SUCCESS, SUCCEEDED, 42", expect = ACCEPTABLE, desc = "it had ended, and what it wrote is there")
@Outcome(id = "false, SUCCESS, SUCCEEDED, 0", expect = FORBIDDEN, desc = "it had ended, and what it wrote is not there")
@Outcome(id = "true, SUCCESS, .*, .*", expect = FORBIDDEN, desc = "cancelled, and it has a value")
@Outcome(id = "false, CANCELLED, .*, .*", expect = FORBIDDEN, desc = "not cancelled, and it says so")
@Outcome(id = ".*, RUNNING, .*, .*", expect = FORBIDDEN, desc = "it has no end: a get that does not return")
@Outcome(expect = FORBIDDEN, desc = "none of these can be")
@State
public class TaskFutureTest {

    private int written;
    private final TaskFuture<String> future = new TaskFuture<>(Handing.paused(), () -> {
        written = 42;
        return "done";
    });

    public TaskFutureTest() {
        Handing.hand(future.cell());
    }

    @Actor
    public void task(LLLL_Result r) {
        Handing.run(future.cell());
    }

    @Actor
    public void cancel(LLLL_Result r) {
        r.r1 = future.cancel(true);
        Future.State state = future.state();
        r.r2 = state;
        r.r4 = state == Future.State.SUCCESS ? written : -1;
    }

    @Arbiter
    public void end(LLLL_Result r) {
        Future.State state = future.state();
        r.r2 = r.r2 == state ? state : r.r2 + " then " + state;
        r.r3 = future.cell().state();
    }
}
