package io.github.stint.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

@JCStressTest
@Description("supervision: a cancel between two runs is seen before the next one, or interrupts it")
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "seen: no run begins; the interrupt came too")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "not seen: the run begins, and is interrupted")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "seen: no run begins; the interrupt was cleared before")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "the run begins, and nobody interrupts it")
@State
public class StopAgainstNextRunTest {

    private final Word word = Word.running();
    private volatile Thread thread;
    private volatile boolean asked;

    /** As Supervision.stopIfAskedTo: the flag is cleared first, then the word is looked at. */
    @Actor
    public void loop(ZZ_Result r) {
        thread = Thread.currentThread();
        boolean ignored = Thread.interrupted();
        r.r1 = word.phase() == StateWord.CANCELLING;
        while (!asked) {
            Thread.yield();
        }
        r.r2 = Thread.interrupted();
    }

    /** As TaskCell.askToStop: the word is written before the interrupt. */
    @Actor
    public void cancel() {
        Thread running = thread;
        while (running == null) {
            Thread.yield();
            running = thread;
        }
        if (word.claimCancel()) {
            word.toCancelling();
            running.interrupt();
            word.release();
        }
        asked = true;
    }
}
