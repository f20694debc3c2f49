package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

@JCStressTest
@Description("state word: of a begin and a cancel one wins, and whoever loses sees what the winner wrote before")
@Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "it began, the other saw what the thread wrote before")
@Outcome(id = "false, true, .*", expect = ACCEPTABLE, desc = "it was dropped before it began")
@Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "it runs and was dropped")
@Outcome(id = "false, false, .*", expect = FORBIDDEN, desc = "it neither runs nor was dropped")
@Outcome(id = "true, false, 0", expect = FORBIDDEN, desc = "RUNNING was seen before the thread it runs on")
@State
public class BeginAgainstDropTest {

    private final Word word = Word.starting();

    /** As TaskCell.thread: written before RUNNING. */
    private int thread;

    @Actor
    public void begin(ZZI_Result r) {
        thread = 1;
        r.r1 = word.begin();
    }

    @Actor
    public void cancel(ZZI_Result r) {
        r.r2 = word.drop(StateWord.STARTING);
        r.r3 = r.r2 || word.phase() == StateWord.RUNNING ? thread : -1;
    }
}
