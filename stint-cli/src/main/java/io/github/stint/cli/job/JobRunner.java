package io.github.stint.cli.job;

import io.github.stint.cli.command.CommandTemplate;
import io.github.stint.cli.command.Values;
import io.github.stint.cli.control.TimeLimit;
import io.github.stint.cli.process.Child;
import io.github.stint.cli.process.CommandException;
import io.github.stint.cli.process.Descendants;
import io.github.stint.cli.process.Executable;
import io.github.stint.cli.process.InheritedEnvironment;
import io.github.stint.cli.process.Posix;
import io.github.stint.cli.process.ProcessGroups;
import io.github.stint.cli.process.Setting;
import io.github.stint.cli.process.Streams;
import io.github.stint.cli.spool.OutputLostException;
import io.github.stint.cli.words.ExitStatus;
import io.github.stint.cli.words.RawWords;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the command of one job and says how it ended.
 *
 * <p>Waiting for a process is a call into the system that a virtual thread cannot leave, so platform threads do it, one
 * for each command that runs, and the task waits for them. An interrupt of the task ends the command, and so does the end
 * of its time: its group is asked to end, and after a moment killed, with all that it has started.
 */
public final class JobRunner implements AutoCloseable {

    /** How long a command that was asked to end may take to do so. */
    static final long END_WITHIN_MILLIS = 1_000;

    private final CommandTemplate template;
    private final Executable executable;
    private final @Nullable String program;
    private final ProcessGroups groups;
    private final Outputs outputs;
    private final RunningJobs running;
    private final JobSetting setting;
    private final InheritedEnvironment inherited;
    private final TimeLimit limit;
    private final Slots slots = new Slots();
    private final ExecutorService waiters;

    /** Looks the program up, if it is the same for all jobs. */
    public JobRunner(
            CommandTemplate template,
            Executable executable,
            ProcessGroups groups,
            Outputs outputs,
            RunningJobs running,
            JobSetting setting,
            TimeLimit limit)
            throws CommandException {
        this.template = template;
        this.executable = executable;
        this.groups = groups;
        this.outputs = outputs;
        this.running = running;
        this.setting = setting;
        this.inherited = setting.inherited();
        this.limit = limit;
        this.waiters = Executors.newCachedThreadPool(setting.threads(
                Thread.ofPlatform().daemon().name("stint-wait-", 1).factory()));
        String name = template.program();
        boolean waitsForFolder = name != null && setting.folder() != null && Executable.dependsOnFolder(name);
        program = name == null || waitsForFolder ? null : executable.find(name);
    }

    /**
     * Waits for the end of its command, on a thread that may wait.
     *
     * @throws OutputLostException if what it writes can be neither kept nor shown; it was ended then
     */
    public JobResult run(Job job) throws IOException {
        int slot = slots.take();
        JobOutput output = outputs.open(job, slot);
        try {
            long beginMillis = System.currentTimeMillis();
            long begin = System.nanoTime();
            RunningJob now = new RunningJob(job.place(), begin, () -> template.shownFor(job.valuesIn(slot)));
            running.begun(now);
            try {
                Streams streams = output.streams(job.input()).watchedBy(now.tail());
                Ending ending = run(job.valuesIn(slot), streams);
                return new JobResult(
                        job.withoutInput(),
                        slot,
                        ending,
                        beginMillis,
                        System.nanoTime() - begin,
                        output.out(),
                        output.err());
            } finally {
                running.ended(now);
            }
        } catch (OutputLostException e) {
            output.close();
            throw e;
        } finally {
            slots.giveBack(slot);
        }
    }

    private Ending run(Values values, Streams streams) throws OutputLostException {
        try {
            List<String> words = template.wordsFor(values);
            Setting its = setting.of(values, inherited);
            its.checkFolder();
            String path = program == null ? executable.find(words.getFirst(), its.folder()) : program;
            return run(new Child(path, words, its, groups), streams);
        } catch (CommandException e) {
            return Ending.failed(e.status(), e.shown());
        } catch (OutputLostException e) {
            throw e;
        } catch (IOException e) {
            return Ending.failed(ExitStatus.NOT_EXECUTABLE, RawWords.encoded(String.valueOf(e.getMessage())));
        }
    }

    /** The threads end with what they wait for. */
    @Override
    public void close() {
        waiters.shutdown();
    }

    private Ending run(Child child, Streams streams) throws IOException, CommandException {
        long begin = System.nanoTime();
        Future<OptionalInt> running = waiters.submit(() -> child.run(streams));
        try {
            return awaitInTime(running, begin)
                    ? ending(result(running))
                    : timedOut(end(child, running), Duration.ofNanos(System.nanoTime() - begin));
        } catch (InterruptedException interrupted) {
            try {
                return cancelled(end(child, running));
            } finally {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether it has ended before its time was over. */
    private boolean awaitInTime(Future<OptionalInt> running, long begin) throws InterruptedException {
        if (limit.equals(TimeLimit.NONE)) {
            return true;
        }
        while (!running.isDone()) {
            long left = limit.left(System.nanoTime() - begin);
            if (left <= 0) {
                return false;
            }
            try {
                running.get(left, TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException ended) {
                // how it went is asked by whoever called this
            }
        }
        return true;
    }

    private static Ending ending(OptionalInt status) {
        return status.isPresent()
                ? Ending.of(status.getAsInt())
                : Ending.failed(ExitStatus.SIGNALLED + Posix.SIGTERM, "not started");
    }

    private static Ending cancelled(OptionalInt status) {
        String why = Outsiders.reason();
        return why == null
                ? ending(status)
                : Ending.cancelled(status.orElse(ExitStatus.SIGNALLED + Posix.SIGTERM), why);
    }

    private static Ending timedOut(OptionalInt status, Duration after) {
        return status.isPresent() ? Ending.timedOut(status.getAsInt(), after) : ending(status);
    }

    /** Asks it to end, and after a moment kills it and all that it has started. An interrupt is kept. */
    private static OptionalInt end(Child child, Future<OptionalInt> running) throws IOException, CommandException {
        Descendants before = child.descendants();
        child.signal(Posix.SIGTERM);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_WITHIN_MILLIS);
        boolean interrupted = false;
        while (!running.isDone() && System.nanoTime() - deadline < 0) {
            try {
                running.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException again) {
                interrupted = true; // changes nothing any more
            } catch (TimeoutException | ExecutionException ended) {
                // how it went is asked below
            }
        }
        before.kill();
        child.descendants().kill();
        child.signal(Posix.SIGKILL);
        try {
            while (true) {
                try {
                    return result(running);
                } catch (InterruptedException again) {
                    interrupted = true; // what is left is to wait for the system to say that it has ended
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static OptionalInt result(Future<OptionalInt> running)
            throws IOException, CommandException, InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case CommandException command -> throw command;
                case Error error -> throw error;
                case RuntimeException mistake -> throw mistake;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
