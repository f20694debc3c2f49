package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.internal.watch.Listeners;
import io.github.stint.spi.TaskListener;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Description("telling: what is to follow all that was announced is done once, by whoever is last")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "done once, after the telling")
@Outcome(id = "0, .*", expect = FORBIDDEN, desc = "never done: a task that stays on the books")
@Outcome(id = "2, .*", expect = FORBIDDEN, desc = "done twice")
@Outcome(id = "1, 0", expect = FORBIDDEN, desc = "done before the telling, or without seeing it")
@State
public class LastWordTest {

    private int told;
    private int seen;
    private final AtomicInteger done = new AtomicInteger();
    private final Telling telling = new Telling(
            new Listeners("test", List.of(new TaskListener() {
                @Override
                public void submitted(Task<?> task) {
                    told = 1;
                }
            })),
            new TaskCell<>(Engine.none(), TaskOptions.defaults(), () -> "never", null, null, null, null));

    public LastWordTest() {
        telling.announce();
    }

    @Actor
    public void teller() {
        telling.submitted();
    }

    @Actor
    public void settler() {
        telling.whenTold(() -> {
            seen = told;
            int ignored = done.incrementAndGet();
        });
    }

    @Arbiter
    public void end(II_Result r) {
        r.r1 = done.get();
        r.r2 = seen;
    }
}
