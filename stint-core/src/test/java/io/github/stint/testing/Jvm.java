package io.github.stint.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Another JVM that runs a class of the tests, for what can only be seen from outside: how a process ends, what a signal
 * does, what a frozen one says. It is killed when this is closed.
 */
public final class Jvm implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String what;
    private final Process process;
    private final CompletableFuture<Long> endedAt;
    private final Lines out;
    private final Lines err;
    private long signalledAt = System.nanoTime();

    /**
     * How it ended.
     *
     * @param status its exit status: 128 and the number of the signal, if that ended it
     * @param took the time from the last signal, or from its start if it got none
     * @param out what it wrote
     * @param err what it wrote of errors and to the log
     */
    public record End(int status, Duration took, List<String> out, List<String> err) {}

    private Jvm(String what, Process process) {
        this.what = what;
        this.process = process;
        this.endedAt = process.onExit().thenApply(ended -> System.nanoTime());
        this.out = Lines.of(process.getInputStream(), what + " out");
        this.err = Lines.of(process.getErrorStream(), what + " err");
    }

    /** Starts one that runs this class with these arguments. */
    public static Jvm start(Class<?> main, String... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /** Starts one with these options of its own. */
    public static Jvm start(List<String> options, Class<?> main, String... arguments) throws IOException {
        // A shell without a terminal starts what it runs in the background with SIGINT ignored, and a JVM keeps that.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=HUP,INT,QUIT,TERM",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new Jvm(main.getSimpleName(), new ProcessBuilder(command).start());
    }

    /** Waits for a line that it writes and that has this in it. */
    public String awaitLine(String part) throws InterruptedException {
        return awaitLine(out, part);
    }

    /** Waits for a line that it writes of errors or to the log and that has this in it. */
    public String awaitErr(String part) throws InterruptedException {
        return awaitLine(err, part);
    }

    private String awaitLine(Lines lines, String part) throws InterruptedException {
        String line = lines.await(part, LIMIT);
        if (line == null) {
            throw new AssertionError("no line with '" + part + "' within " + LIMIT + " from " + this);
        }
        return line;
    }

    /** What it has written so far. */
    public List<String> out() {
        return out.soFar();
    }

    /** What it has written of errors and to the log so far. */
    public List<String> err() {
        return err.soFar();
    }

    /** Writes a line to its standard input. */
    public void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Sends it a signal: TERM, INT, HUP, KILL, STOP, CONT. */
    public void signal(String name) throws IOException, InterruptedException {
        signalledAt = System.nanoTime();
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("kill -" + name + " ended with " + status + " for " + this);
        }
    }

    /** Its number at the operating system. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, not longer than that. */
    public End awaitEnd(Duration atMost) throws InterruptedException {
        try {
            long ended = endedAt.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return new End(process.exitValue(), Duration.ofNanos(ended - signalledAt), out.all(LIMIT), err.all(LIMIT));
        } catch (TimeoutException e) {
            askForThreads();
            throw new AssertionError("not ended within " + atMost + ": " + this, e);
        } catch (ExecutionException e) {
            throw new AssertionError("nobody can tell when it ends: " + this, e);
        }
    }

    /** It writes where its platform threads stand, of which {@link #toString} tells then. */
    private void askForThreads() throws InterruptedException {
        try {
            signal("QUIT");
            String ignored = out.await("JNI global refs", LIMIT);
        } catch (IOException | IllegalStateException e) {
            // it has just ended
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return what + " (" + (process.isAlive() ? "runs" : "ended with " + process.exitValue()) + ")\nout:\n"
                + String.join("\n", out.soFar()) + "\nerr:\n" + String.join("\n", err.soFar());
    }

    /** The lines of a stream, read on a thread of their own so that the process never waits for us. */
    private static final class Lines {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final List<String> lines = new ArrayList<>();
        private boolean over;

        static Lines of(InputStream stream, String name) {
            Lines lines = new Lines();
            Thread ignored = Thread.ofPlatform().daemon().name(name).start(() -> lines.read(stream));
            return lines;
        }

        private void read(InputStream stream) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    add(line);
                }
            } catch (IOException closed) {
                add("(" + closed + ")");
            } finally {
                change(() -> over = true);
            }
        }

        private void add(String line) {
            change(() -> lines.add(line));
        }

        private void change(Runnable change) {
            lock.lock();
            try {
                change.run();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        List<String> soFar() {
            lock.lock();
            try {
                return List.copyOf(lines);
            } finally {
                lock.unlock();
            }
        }

        /** Waits for a line with that in it; null if none came in time, or none will. */
        String await(String part, Duration atMost) throws InterruptedException {
            long left = atMost.toNanos();
            lock.lock();
            try {
                int seen = 0;
                while (true) {
                    for (; seen < lines.size(); seen++) {
                        if (lines.get(seen).contains(part)) {
                            return lines.get(seen);
                        }
                    }
                    if (over || left <= 0) {
                        return null;
                    }
                    left = changed.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }

        /** All lines, when the stream has ended. A child of the process may hold it open; then those there are in time. */
        List<String> all(Duration atMost) throws InterruptedException {
            long left = atMost.toNanos();
            lock.lock();
            try {
                while (!over && left > 0) {
                    left = changed.awaitNanos(left);
                }
                return List.copyOf(lines);
            } finally {
                lock.unlock();
            }
        }
    }
}
