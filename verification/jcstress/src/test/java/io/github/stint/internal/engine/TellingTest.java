package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.internal.watch.Listeners;
import io.github.stint.spi.TaskListener;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

@JCStressTest
@Description("telling: what listeners are told of a task is in order, and one telling sees what the one before wrote")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "told of the submission, then of the start")
@Outcome(id = "0", expect = FORBIDDEN, desc = "told of the start before the submission, or it was not seen")
@State
public class TellingTest {

    private int told;
    private int seen = -1;
    private final Telling telling = new Telling(
            new Listeners("test", List.of(new TaskListener() {
                @Override
                public void submitted(Task<?> task) {
                    told = 1;
                }

                @Override
                public void started(Task<?> task) {
                    seen = told;
                }
            })),
            new TaskCell<>(Engine.none(), TaskOptions.defaults(), () -> "never", null, null, null, null));

    public TellingTest() {
        telling.announce();
    }

    @Actor
    public void submitter() {
        telling.submitted();
    }

    /** A wake-up that is lost is a time-out of this test. */
    @Actor
    public void task(I_Result r) {
        telling.beginning();
        telling.started();
        r.r1 = seen;
    }
}
