package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.stint.TaskOptions;
import io.github.stint.internal.time.Deadline;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

@JCStressTest
@Description("submission: one that is given up at the moment it begins to wait does not wait, and is off the books")
@Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "given up, and gone")
@Outcome(id = "true, .*", expect = FORBIDDEN, desc = "accepted without room")
@Outcome(id = "false, 1", expect = FORBIDDEN, desc = "given up, and still waiting for a slot")
@State
public class GiveUpTest {

    private final Engine engine = Handing.engine(0, 0);
    private final TaskCell<String> cell =
            new TaskCell<>(engine, TaskOptions.defaults(), () -> "never", null, null, null, null);

    /** As FirstSuccess.entering and FirstSuccess.first. */
    private volatile Submission entering;

    private volatile boolean first;

    /** A wake-up that is lost is a time-out of this test. */
    @Actor
    public void waits(ZI_Result r) {
        Submission submission = Handing.untroubled(() -> engine.enter(cell, Deadline.NEVER));
        entering = submission;
        if (first) {
            submission.giveUp();
        }
        r.r1 = Handing.untroubled(() -> engine.await(submission, Deadline.NEVER));
    }

    @Actor
    public void succeeds() {
        first = true;
        Submission waiting = entering;
        if (waiting != null) {
            waiting.giveUp();
        }
    }

    @Arbiter
    public void end(ZI_Result r) {
        r.r2 = engine.core().admission.waiting();
    }
}
