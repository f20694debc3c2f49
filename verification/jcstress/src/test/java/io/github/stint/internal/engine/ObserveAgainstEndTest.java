package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

@JCStressTest
@Description("observers: one is called or refused, never both nor neither, and who is refused sees the outcome")
@Outcome(id = "true, 1, -1", expect = ACCEPTABLE, desc = "added, and called at the end")
@Outcome(id = "false, 0, 7", expect = ACCEPTABLE, desc = "refused, and the outcome is there")
@Outcome(id = "true, 0, .*", expect = FORBIDDEN, desc = "added, and never called: a join that does not return")
@Outcome(id = "false, 1, .*", expect = FORBIDDEN, desc = "refused, and called")
@Outcome(id = "false, 0, 0", expect = FORBIDDEN, desc = "refused, and the outcome is not there")
@State
public class ObserveAgainstEndTest {

    private final Stack stack = new Stack();
    private int outcome;

    private static final class Stack extends Observed {
        Stack() {
            super(null);
        }
    }

    @Actor
    public void waiter(ZII_Result r) {
        r.r1 = stack.observe(new Observer() {});
        r.r3 = r.r1 ? -1 : outcome;
    }

    @Actor
    public void end(ZII_Result r) {
        outcome = 7;
        r.r2 = stack.closeObservers().length;
    }
}
