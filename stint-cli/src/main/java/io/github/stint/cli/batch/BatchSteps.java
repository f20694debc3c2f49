package io.github.stint.cli.batch;

import io.github.stint.TaskPool;
import io.github.stint.cli.job.Tally;
import io.github.stint.cli.output.Screen;
import io.github.stint.cli.process.ProcessGroups;
import java.io.IOException;

/** What the rungs of the ladder do to a batch. */
record BatchSteps(JobQueue queue, TaskPool pool, ProcessGroups groups, Tally tally, Screen screen)
        implements StopLadder.Steps {

    @Override
    public void drain(Signals signal) {
        queue.stop();
        say(signal, "nothing more is started, " + tally.running() + " running are let finish; once more kills them");
    }

    @Override
    public void kill(Signals signal) {
        pool.cancelAll("second signal: " + signal.shown());
        say(signal, tally.running() + " running are killed; once more ends at once");
    }

    @Override
    public void halt(Signals signal) {
        groups.killAll();
        try {
            screen.abandon();
        } catch (IOException gone) {
            // there is no terminal any more that could be left tidy
        }
        Runtime.getRuntime().halt(signal.exitStatus());
    }

    private void say(Signals signal, String what) {
        try {
            screen.line("stint: " + signal.shown() + ": " + what);
        } catch (IOException gone) {
            // standard error is gone, and with it whoever could be told
        }
    }
}
