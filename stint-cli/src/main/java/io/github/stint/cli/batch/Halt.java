package io.github.stint.cli.batch;

import io.github.stint.TaskPool;
import io.github.stint.cli.arguments.RowSource;
import io.github.stint.cli.control.HaltCount;
import io.github.stint.cli.control.HaltPolicy;
import io.github.stint.cli.job.JobEnd;
import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.output.Screen;
import java.io.IOException;
import java.util.OptionalInt;

/** Gives up the rest of a run when a policy says so: before the job that was one too many gives its slot to another. */
final class Halt implements JobEnd {

    private final HaltPolicy policy;
    private final HaltCount count;
    private final RowSource arguments;
    private final JobQueue queue;
    private final TaskPool pool;
    private final Screen screen;

    Halt(HaltPolicy policy, RowSource arguments, JobQueue queue, TaskPool pool, Screen screen) {
        this.policy = policy;
        this.count = new HaltCount(policy);
        this.arguments = arguments;
        this.queue = queue;
        this.pool = pool;
        this.screen = screen;
    }

    @Override
    public void ended(JobResult result) throws IOException {
        if (result.cancelled() != null) {
            return; // whoever wanted that has said nothing about the others
        }
        if (count.ended(result.succeeded(), result.status(), arguments.total())) {
            int others = pool.stats().running() - 1;
            queue.stop();
            if (others > 0 || !queue.exhausted()) {
                screen.line("stint: --halt " + policy + ": nothing more is started, " + others + " running are "
                        + (policy.now() ? "killed" : "let finish"));
            }
            if (policy.now()) {
                int ignored = pool.cancelAll("--halt " + policy);
            }
        }
    }

    /** What the run ends with, if the rest was given up. */
    OptionalInt exitStatus() {
        return count.exitStatus();
    }

    /** Whether what ran was killed. */
    boolean killed() {
        return policy.now() && count.exitStatus().isPresent();
    }
}
