package io.github.stint.cli.batch;

import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.ResultStream;
import io.github.stint.Shutdown;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskPool;
import io.github.stint.cli.control.HaltPolicy;
import io.github.stint.cli.control.TimeLimit;
import io.github.stint.cli.job.CancelledJobs;
import io.github.stint.cli.job.JobEnd;
import io.github.stint.cli.job.JobFailedException;
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
import io.github.stint.cli.output.NotStarted;
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
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
    private final CancelledJobs cancelled = new CancelledJobs();
    private final Heap heap = new Heap();
    private final Control control;
    private final StartGates gates;
    private final JobQueue queue;
    private final Summary summary;
    private final @Nullable JsonLines objects;
    private final long begin = System.nanoTime();

    public Batch(RunPlan plan, Screen screen, View view) {
        this.plan = plan;
        this.screen = screen;
        this.view = view;
        this.control = plan.control();
        this.gates = control.startGates();
        this.queue = new JobQueue(plan.arguments(), plan.doneBefore(), control, gates, tally);
        this.summary = new Summary(plan.template(), view.look());
        this.objects = plan.style() == OutputStyle.OBJECTS ? new JsonLines(screen, plan.template()) : null;
    }

    /** The exit status. */
    public int run() throws CommandException, IOException {
        Posix.keepStatusOfChildren();
        Thread lastResort = Thread.ofPlatform().name("stint-kill").unstarted(groups::killAll);
        try (OutputOrder order = order();
                JobRunner runner = new JobRunner(
                        plan.template(),
                        new Executable(System.getenv()),
                        groups,
                        order,
                        running,
                        plan.setting(),
                        limit());
                TaskPool pool = pool();
                LiveSize liveSize =
                        LiveSize.of(control.jobsFile(), plan.listensAs() != null, pool, gates, tally, screen);
                MemoryGuard guard = MemoryGuard.of(control.memory(), pool, screen)) {
            StopLadder ladder = new StopLadder(new BatchSteps(queue, pool, groups, tally, screen));
            Runtime.getRuntime().addShutdownHook(lastResort);
            Signals.listen(ladder::signal);
            Signals.onContinue(screen::leaveProgress);
            if (plan.typed()) {
                screen.line("stint: type the arguments, one a line; Ctrl-D ends them");
            }
            Halt halt = new Halt(control.halt(), plan.arguments(), queue, pool, screen);
            Intake intake = new Intake(queue, pool, gates, screen);
            if (plan.listensAs() != null) {
                gates.add(intake);
            }
            JobTurn turn = new JobTurn(
                    runner, (job, result) -> queue.takeBack(job, result, guard.hasEvicted()), ends(halt), cancelled);
            try (var _ = Listening.start(plan.listensAs(), pool, intake)) {
                return runAll(
                        liveSize.stream(queue, turn),
                        order,
                        new EarlyEnd(ladder, halt, intake),
                        () -> pool.size() == 0);
            }
        }
    }

    private TaskPool pool() {
        TaskPool.Builder pool = TaskPool.builder("run")
                .size(control.jobs())
                .onClose(Shutdown.now().thenCancelFor(Shutdown.WITHOUT_LIMIT));
        return (plan.listensAs() == null ? pool : pool.listener(Listening.LATER)).open();
    }

    /** Who is told of each job while it still has its slot; {@link #taken} is what comes after that. */
    private List<JobEnd> ends(Halt halt) {
        List<JobEnd> ends = new ArrayList<>();
        if (plan.results() != null) {
            ends.add(new StoredEnd(plan.results(), plan.template())); // first, so that what is logged is stored
        }
        if (plan.log() != null) {
            ends.add(new LoggedEnd(plan.log(), plan.template()));
        }
        if (!limit().equals(TimeLimit.NONE)) {
            ends.add(this::tellLimit);
        }
        if (!control.halt().equals(HaltPolicy.NEVER)) {
            ends.add(halt);
        }
        return ends;
    }

    private int runAll(
            ResultStream<Outcome<Optional<JobResult>>> jobs,
            OutputOrder order,
            EarlyEnd early,
            BooleanSupplier isPaused)
            throws IOException {
        try (ResultStream<Outcome<Optional<JobResult>>> ended = jobs) {
            try (var _ = ProgressDisplay.start(view, screen, tally, plan.arguments(), running, isPaused)) {
                takeAll(ended, order, early);
                order.finish();
            }
            return conclude(early);
        }
    }

    private void takeAll(ResultStream<Outcome<Optional<JobResult>>> ended, OutputOrder order, EarlyEnd early)
            throws IOException {
        try {
            for (Outcome<Optional<JobResult>> outcome : ended) {
                heap.look();
                JobResult result = result(outcome);
                if (result != null) {
                    taken(result, order);
                }
            }
        } catch (TaskCancelledException e) {
            if (!early.killed() && !early.intake().isCutFor(e.reason())) {
                throw e;
            }
            // that is why there are no more of them
        }
    }

    /** The job that has ended with a task; null if it is to be run again, or was cancelled before it began. */
    private @Nullable JobResult result(Outcome<Optional<JobResult>> outcome) throws IOException {
        return switch (outcome) {
            case Success(Optional<JobResult> result) -> result.orElse(null);
            case Failure(JobFailedException failed) -> failed.result();
            case Failure(IOException lost) -> throw lost;
            case Failure(Error error) -> throw error;
            case Failure(Throwable mistake) -> throw new IllegalStateException("a job could not be run", mistake);
            case Cancelled(var _) -> {
                JobResult result = cancelled.next();
                if (result == null) {
                    tally.takeBack();
                }
                yield result;
            }
        };
    }

    /** A job has ended: for what is done one after the other, in the order in which they end. */
    private void taken(JobResult result, OutputOrder order) throws IOException {
        if (result.cancelled() == null) {
            tally.end(result.succeeded());
        } else {
            tally.cancel();
        }
        gates.changed();
        order.accept(result);
    }

    private OutputOrder order() {
        JobWriter jobs = new JobWriter(screen, plan.style(), plan.tag(), plan.results(), control.runsAgain());
        return plan.keepOrder() || control.isOneAtATime()
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

    private TimeLimit limit() {
        return control.limit();
    }

    private void tellLimit(JobResult result) {
        if (result.succeeded()) {
            limit().succeeded(result.nanos());
        }
    }

    private int conclude(EarlyEnd early) throws IOException {
        NotStarted notStarted = early.wanted() ? queue.notStarted() : NotStarted.NONE;
        boolean leftOver = notStarted.isLeft();
        String problem = plan.arguments().problem();
        long nanos = System.nanoTime() - begin;
        for (String line : summary.lines(tally, view.terminal(), notStarted, plan.log() != null, nanos)) {
            screen.line(line);
        }
        if (problem != null) {
            screen.line("stint: " + problem);
        }
        int status = problem != null
                ? ExitStatus.USAGE
                : early.exitStatus(leftOver).orElse(ExitStatus.ofFailed(tally.failed() + tally.cancelled()));
        if (objects != null) {
            objects.summary(tally, !leftOver, problem, nanos, status);
        }
        return status;
    }
}
