package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

@JCStressTest
@Description("task: whoever sees it done sees its outcome, what its body wrote, and its times")
@Outcome(id = "-1, -1, true", expect = ACCEPTABLE, desc = "not done yet")
@Outcome(id = "7, 42, true", expect = ACCEPTABLE, desc = "done: the value and all that was written before")
@Outcome(id = "7, 0, .*", expect = FORBIDDEN, desc = "done, and what the body wrote is not there")
@Outcome(id = "0, .*, .*", expect = FORBIDDEN, desc = "done, and the value is half made")
@Outcome(id = ".*, .*, false", expect = FORBIDDEN, desc = "done, and the time of its end is not there")
@Outcome(expect = FORBIDDEN, desc = "none of these can be")
@State
public class OutcomeTest {

    private int written;
    private final TaskCell<Value> cell = Handing.starting(() -> {
        written = 42;
        return new Value();
    });

    /** Its field is plain and not final: only the task publishes it. */
    @SuppressWarnings("FieldCanBeFinal")
    private static final class Value {
        private int number = 7;
    }

    @Actor
    public void task(IIZ_Result r) {
        Handing.run(cell);
    }

    @Actor
    public void reader(IIZ_Result r) {
        r.r1 = -1;
        r.r2 = -1;
        r.r3 = true;
        if (cell.isDone()) {
            r.r1 = cell.result().number;
            r.r2 = written;
            r.r3 = cell.endedAt() != 0;
        }
    }
}
