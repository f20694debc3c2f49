package io.github.stint.internal.adapt;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.stint.CancelReason;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.Handing;
import java.util.concurrent.CancellationException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

@JCStressTest
@Description("executor: what execute was given begins or is taken back, never both nor neither")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "it began")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "it was taken back and never begins")
@Outcome(id = "true, true", expect = FORBIDDEN, desc = "it began, and was given back as not begun")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "it is lost")
@State
public class TakeBackTest {

    private static final Engine ENGINE = Handing.paused();
    private static final CancelReason WHY = new CancelReason(CancelReason.Source.REQUEST, "a test", null, null);

    private boolean ran;
    private final HandedRunnable handed = new HandedRunnable(ENGINE, () -> ran = true);

    @Actor
    public void task(ZZ_Result r) {
        r.r1 = begins() && ran;
    }

    private boolean begins() {
        try {
            Void ignored = handed.call();
            return true;
        } catch (CancellationException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Actor
    public void shutdownNow(ZZ_Result r) {
        r.r2 = handed.takeBack(WHY) != null;
    }
}
