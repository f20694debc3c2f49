package io.github.stint.cli.batch;

import io.github.stint.ResultStream;
import io.github.stint.Shutdown;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskPool;
import io.github.stint.cli.job.JobEnd;
import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.job.JobRunner;
import io.github.stint.cli.job.JobTurn;
import io.github.stint.cli.job.LoggedEnd;
import io.github.stint.cli.job.RunningJobs;
import io.github.stint.cli.job.StoredEnd;
import io.github.stint.cli.job.Tally;
import io.github.stint.cli.output.CompletionOrder;
import io.github.stint.cli.output.InputOrder;
import io.github.stint.cli.output.JobWriter;
import io.github.stint.cli.output.JsonLines;
import io.github.stint.cli.output.OutputOrder;
import io.github.stint.cli.output.OutputStyle;
import io.github.stint.cli.output.ProgressDisplay;
import io.github.stint.cli.output.Screen;
import io.github.stint.cli.output.Summary;
import io.github.stint.cli.output.View;
import io.github.stint.cli.process.CommandException;
import io.github.stint.cli.process.Executable;
import io.github.stint.cli.process.Posix;
import io.github.stint.cli.process.ProcessGroups;
import io.github.stint.cli.words.ExitStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the command of a plan for each of its arguments, on a task pool, and says how it went. */
public final class Batch {

    private static final long ORDERED_IN_MEMORY = 16L << 20;

    private final RunPlan plan;
    private final Screen screen;
    private final View view;
    private final RunningJobs running = new RunningJobs();
    private final ProcessGroups groups = new ProcessGroups();
    private final Tally tally = new Tally();
    private final Heap heap = new Heap();
    private final JobQueue queue;
    private final Summary summary;
    private final @Nullable JsonLines objects;
    private final long begin = System.nanoTime();

    public Batch(RunPlan plan, Screen screen, View view) {
        this.plan = plan;
        this.screen = screen;
        this.view = view;
        this.queue = new JobQueue(plan.arguments(), plan.doneBefore(), tally);
        this.summary = new Summary(plan.template(), view.look());
        this.objects = plan.style() == OutputStyle.OBJECTS ? new JsonLines(screen, plan.template()) : null;
    }

    /** The exit status. */
    public int run() throws CommandException, IOException {
        Posix.keepStatusOfChildren();
        Thread lastResort = Thread.ofPlatform().name("stint-kill").unstarted(groups::killAll);
        try (OutputOrder order = order();
                JobRunner runner =
                        new JobRunner(plan.template(), new Executable(System.getenv()), groups, order, running);
                TaskPool pool = TaskPool.builder("run")
                        .size(plan.jobs())
                        .onClose(Shutdown.now().thenCancelFor(Shutdown.WITHOUT_LIMIT))
                        .open()) {
            StopLadder ladder = new StopLadder(new BatchSteps(queue, pool, groups, tally, screen));
            Runtime.getRuntime().addShutdownHook(lastResort);
            Signals.listen(ladder::signal);
            Signals.onContinue(screen::leaveProgress);
            if (plan.typed()) {
                screen.line("stint: type the arguments, one a line; Ctrl-D ends them");
            }
            return runAll(pool, new JobTurn(runner, ends()), order, ladder);
        }
    }

    /** Who is told of each job while it still has its slot; {@link #taken} is what comes after that. */
    private List<JobEnd> ends() {
        List<JobEnd> ends = new ArrayList<>();
        if (plan.results() != null) {
            ends.add(new StoredEnd(plan.results(), plan.template())); // first, so that what is logged is stored
        }
        if (plan.log() != null) {
            ends.add(new LoggedEnd(plan.log(), plan.template()));
        }
        return ends;
    }

    private int runAll(TaskPool pool, JobTurn turn, OutputOrder order, StopLadder ladder) throws IOException {
        try (ResultStream<JobResult> ended = pool.stream("jobs", queue, plan.jobs(), turn)) {
            try (var _ = ProgressDisplay.start(view, screen, tally, plan.arguments(), running)) {
                for (JobResult result : ended) {
                    heap.look();
                    taken(result, order);
                }
                order.finish();
            }
            return conclude(ladder);
        } catch (TaskCancelledException e) {
            if (!ladder.killed()) {
                throw e;
            }
            return conclude(ladder); // a job was cancelled before its command was started
        } catch (TaskFailedException e) {
            if (e.getCause() instanceof IOException lost) {
                throw lost;
            }
            throw e;
        }
    }

    /** A job has ended: for what is done one after the other, in the order in which they end. */
    private void taken(JobResult result, OutputOrder order) throws IOException {
        tally.end(result.succeeded());
        order.accept(result);
    }

    private OutputOrder order() {
        JobWriter jobs = new JobWriter(screen, plan.style(), plan.tag(), plan.results());
        return plan.keepOrder() || plan.jobs() == 1
                ? new InputOrder(jobs, this::tell, ORDERED_IN_MEMORY)
                : new CompletionOrder(jobs, this::tell);
    }

    private void tell(JobResult result) throws IOException {
        if (objects == null) {
            screen.write(result);
        } else {
            objects.job(result);
        }
        summary.add(result);
    }

    private int conclude(StopLadder ladder) throws IOException {
        boolean leftOver = ladder.last() != null && !queue.exhausted();
        String problem = plan.arguments().problem();
        long nanos = System.nanoTime() - begin;
        for (String line : summary.lines(tally, view.terminal(), leftOver, plan.log() != null, nanos)) {
            screen.line(line);
        }
        if (problem != null) {
            screen.line("stint: " + problem);
        }
        int status = problem != null ? ExitStatus.USAGE : exitStatus(ladder, leftOver);
        if (objects != null) {
            objects.summary(tally, !leftOver, problem, nanos, status);
        }
        return status;
    }

    private int exitStatus(StopLadder ladder, boolean leftOver) {
        Signals signal = ladder.last();
        return signal != null && (leftOver || ladder.killed())
                ? signal.exitStatus()
                : ExitStatus.ofFailed(tally.failed());
    }
}
