package io.github.stint.internal.supervise;

import io.github.stint.Action;
import io.github.stint.RestartPolicy;
import io.github.stint.RestartPolicy.OnReturn;
import io.github.stint.Supervised.State;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Runs that follow each other after a pause, until a return or the budget ends them. */
record Restarting(RestartPolicy policy, boolean readyAtOnce, DoubleSupplier random) implements Course {

    @Override
    public boolean isSchedule() {
        return false;
    }

    @Override
    public void follow(Supervision self, Action body) throws Exception {
        Backoff backoff = new Backoff(policy, random);
        RestartBudget budget = new RestartBudget(policy.allowedRestarts(), Nanos.of(policy.window()));
        while (true) {
            long begun = self.now();
            Throwable error = self.run(readyAtOnce ? State.READY : State.RUNNING, body);
            if (error == null && policy.onReturn() == OnReturn.END) {
                return;
            }
            self.endIfAskedTo(error);
            long now = self.now();
            if (error == null && policy.onReturn() == OnReturn.FAIL) {
                throw self.givesUp(new IllegalStateException(
                        "'" + self.fullName() + "' returned, which its policy calls a failure"));
            }
            if (!budget.take(now)) {
                throw self.givesUp(overBudget(self, error));
            }
            long pause = backoff.after(now - begun);
            self.backOff(error, pause, now + pause);
            self.pauseUntil(now + pause);
        }
    }

    /** A cancellation nobody asked for would pass for a cancelled end: it is the cause of a failure instead. */
    private Throwable overBudget(Supervision self, @Nullable Throwable error) {
        if (error != null && !(error instanceof CancellationException)) {
            return error;
        }
        String often = RestartLog.counted(policy.allowedRestarts()) + " within " + policy.window();
        return error == null
                ? new IllegalStateException("'" + self.fullName() + "' returned again after " + often)
                : new IllegalStateException(
                        "'" + self.fullName() + "' was cancelled by itself again after " + often, error);
    }
}
