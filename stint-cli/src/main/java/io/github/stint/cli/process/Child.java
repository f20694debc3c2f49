package io.github.stint.cli.process;

import io.github.stint.cli.words.ExitStatus;
import io.github.stint.cli.words.ShellQuote;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One run of a program, from its start to the end of its process group.
 *
 * <p>It is over when the program has ended and no process of its group is left. Processes that the program leaves
 * behind are given a moment to finish, since a shell does not wait for all that it starts, and are killed after that.
 */
public final class Child {

    /** How long what a program leaves behind may go on. */
    static final long LEFT_BEHIND_MILLIS = 1_000;

    private static final int FIRST_WAIT_MILLIS = 20;
    private static final int LONGEST_WAIT_MILLIS = 500;
    private static final int FIRST_GROUP_WAIT_MILLIS = 2;
    private static final int LONGEST_GROUP_WAIT_MILLIS = 100;

    private final String program;
    private final List<String> words;
    private final Setting setting;
    private final ProcessGroups groups;
    private final ReentrantLock lock = new ReentrantLock();
    private int group;
    private boolean stopped;

    public Child(String program, List<String> words, Setting setting, ProcessGroups groups) {
        this.program = program;
        this.words = words;
        this.setting = setting;
        this.groups = groups;
    }

    /**
     * Runs it and waits for its end, on a platform thread since it waits in the system. Empty if it was stopped before
     * it was started.
     */
    public OptionalInt run(Streams streams) throws IOException, CommandException {
        try (Arena arena = Arena.ofConfined();
                Pipes pipes = Pipes.open(streams, arena)) {
            int pid = start(pipes, arena);
            if (pid == 0) {
                return OptionalInt.empty();
            }
            boolean followed = false;
            try {
                pipes.closeTheirs();
                int status = waitForProgram(pid, pipes);
                waitForGroup(pid, pipes);
                pipes.drainRest();
                followed = true;
                return OptionalInt.of(status);
            } finally {
                if (!followed) {
                    Posix.killGroup(pid, Posix.SIGKILL);
                    Posix.reapGroup(pid);
                }
                over();
            }
        }
    }

    /** Asks every process of the group to end, or keeps the program from being started. */
    public void signal(int signal) {
        lock.lock();
        try {
            stopped = true;
            if (group > 0) {
                Posix.killGroup(group, signal);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the program has started so far, also outside its group. */
    public Descendants descendants() {
        lock.lock();
        try {
            return group > 0 ? Descendants.of(group) : new Descendants(List.of());
        } finally {
            lock.unlock();
        }
    }

    private int start(Pipes pipes, Arena arena) throws CommandException {
        int[] errno = {0};
        lock.lock();
        try {
            boolean allowed = !stopped
                    && groups.start(() -> {
                        var spawned = PosixSpawn.spawn(program, words, setting, pipes.theirs(), arena);
                        errno[0] = spawned.errno();
                        group = spawned.errno() == 0 ? spawned.pid() : 0;
                        return group;
                    });
            if (!allowed) {
                return 0;
            }
            if (errno[0] != 0) {
                throw notStarted(errno[0]);
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private CommandException notStarted(int errno) {
        String message = "cannot run " + ShellQuote.quote(program) + ": " + SystemError.text(errno);
        return errno == SystemError.ENOENT
                ? CommandException.notFound(message)
                : CommandException.notExecutable(message);
    }

    /**
     * Serves the pipes until the program has ended. Usually its end closes all of them, which ends the wait; where somebody
     * else holds them, or it closes them itself, it is asked for from time to time.
     */
    private static int waitForProgram(int pid, Pipes pipes) throws IOException {
        int wait = FIRST_WAIT_MILLIS;
        long asked = System.nanoTime();
        while (pipes.open()) {
            boolean quiet = !pipes.serve(wait);
            if (quiet || millisSince(asked) >= LONGEST_WAIT_MILLIS) {
                OptionalInt status = Posix.waitFor(pid, false);
                if (status.isPresent()) {
                    return exitStatus(status.getAsInt());
                }
                asked = System.nanoTime();
                wait = quiet ? Math.min(LONGEST_WAIT_MILLIS, wait * 2) : FIRST_WAIT_MILLIS;
            }
        }
        return exitStatus(Posix.waitFor(pid, true).orElseThrow());
    }

    private static void waitForGroup(int pid, Pipes pipes) throws IOException {
        long begin = System.nanoTime();
        int wait = FIRST_GROUP_WAIT_MILLIS;
        boolean killed = false;
        while (groupLeft(pid)) {
            long millis = millisSince(begin);
            if (millis >= 2 * LEFT_BEHIND_MILLIS) {
                return; // killed a while ago, and the system is stuck with it
            }
            if (millis >= LEFT_BEHIND_MILLIS && !killed) {
                Posix.killGroup(pid, Posix.SIGKILL);
                killed = true;
                wait = FIRST_GROUP_WAIT_MILLIS;
            }
            pipes.serve(wait);
            wait = Math.min(LONGEST_GROUP_WAIT_MILLIS, wait * 2);
            if (!GroupMembers.run(pid)) {
                return;
            }
        }
    }

    private static long millisSince(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
    }

    private static boolean groupLeft(int pid) {
        Posix.reapGroup(pid);
        return Posix.killGroup(pid, 0);
    }

    private void over() {
        lock.lock();
        try {
            groups.ended(group);
            group = 0;
        } finally {
            lock.unlock();
        }
    }

    /** The status as a shell gives it. */
    static int exitStatus(int waitStatus) {
        int signal = waitStatus & 0x7f;
        return signal == 0 ? (waitStatus >> 8) & 0xff : ExitStatus.SIGNALLED + signal;
    }
}
