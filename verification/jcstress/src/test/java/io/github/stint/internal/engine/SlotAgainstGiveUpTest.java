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
import org.openjdk.jcstress.infra.results.ZII_Result;

@JCStressTest
@Description("submission: of a slot and whoever gives up waiting for it one wins, and the slot is never lost")
@Outcome(id = "true, 1, 0", expect = ACCEPTABLE, desc = "accepted, it has the slot")
@Outcome(id = "false, 0, 0", expect = ACCEPTABLE, desc = "gone, and the slot is free")
@Outcome(id = "false, 1, .*", expect = FORBIDDEN, desc = "gone, and the slot is lost")
@Outcome(id = "true, 0, .*", expect = FORBIDDEN, desc = "accepted without a slot")
@Outcome(id = ".*, .*, 1", expect = FORBIDDEN, desc = "decided, and still waiting")
@State
public class SlotAgainstGiveUpTest {

    private final Engine engine = Handing.engine(0, 0);

    /** Its runner is nobody who waits: no thread is started. */
    private final TaskCell<String> cell =
            new TaskCell<>(engine, TaskOptions.defaults(), () -> "never", null, null, new Thread(), null);

    private volatile Submission entering;

    @Actor
    public void waits(ZII_Result r) {
        Submission submission = Handing.untroubled(() -> engine.enter(cell, Deadline.NEVER));
        entering = submission;
        submission.giveUp();
        r.r1 = Handing.untroubled(() -> engine.await(submission, Deadline.NEVER));
    }

    @Actor
    public void resizes() {
        while (entering == null) {
            Thread.yield();
        }
        engine.steering().resize(1);
    }

    @Arbiter
    public void end(ZII_Result r) {
        r.r2 = engine.core().admission.running();
        r.r3 = engine.core().admission.waiting();
    }
}
