package io.github.stint.cli;

import io.github.stint.test.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real program, started as a process of its own from what was compiled. */
final class StintProcess implements AutoCloseable {

    private static final long LIMIT_SECONDS = 50;

    /** Where runs listen. Those of tests do so beside those of whoever runs the tests, and unseen by them. */
    static final String RUNTIME_FOLDER = "XDG_RUNTIME_DIR";

    private static final Path OWN_RUNTIME_FOLDER = runtimeFolder();

    private final Process process;
    private final CompletableFuture<List<String>> errLines;
    private final List<String> errSoFar = new ArrayList<>();

    /** What it left behind. */
    record Ended(int status, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }
    }

    private StintProcess(Process process) {
        this.process = process;
        this.errLines = CompletableFuture.supplyAsync(this::readErr, Thread::startVirtualThread);
    }

    static StintProcess start(String... arguments) throws IOException {
        return start(new ProcessBuilder(command(arguments)));
    }

    static StintProcess start(ProcessBuilder builder) throws IOException {
        String runtime = builder.environment().get(RUNTIME_FOLDER);
        if (Objects.equals(runtime, System.getenv(RUNTIME_FOLDER))) {
            builder.environment().put(RUNTIME_FOLDER, OWN_RUNTIME_FOLDER.toString());
        }
        return new StintProcess(builder.start());
    }

    /** Runs it to its end, with nothing on standard input. */
    static Ended run(String... arguments) throws Exception {
        return run(new byte[0], arguments);
    }

    /** Runs it to its end, with this text on standard input. */
    static Ended runWithInput(String input, String... arguments) throws Exception {
        return run(input.getBytes(StandardCharsets.UTF_8), arguments);
    }

    static Ended run(byte[] input, String... arguments) throws Exception {
        return run(input, new ProcessBuilder(command(arguments)));
    }

    static Ended run(byte[] input, ProcessBuilder builder) throws Exception {
        Path in = Files.createTempFile("stint-test", ".in");
        try {
            Files.write(in, input);
            builder.redirectInput(in.toFile());
            try (StintProcess stint = start(builder)) {
                return stint.end();
            }
        } finally {
            Files.delete(in);
        }
    }

    /** The command line that starts it, signals as a terminal would leave them. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM"));
        command.addAll(FastStart.java());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Sends a signal by name. */
    void signal(String name) throws Exception {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("kill ended with " + status);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Whether it is past all checks and listens to signals: its first virtual thread, which asks for jobs, has a carrier. */
    boolean hasBegunTheRun() {
        return hasThread("ForkJoinPool");
    }

    /** Whether one of its threads has a name that begins so. */
    boolean hasThread(String beginning) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return threads.anyMatch(thread -> name(thread).startsWith(beginning));
        } catch (IOException gone) {
            return false;
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException gone) {
            return "";
        }
    }

    /** Waits for a line on standard error that has this in it. */
    String awaitErr(String part) {
        Eventually.eventually("standard error says '" + part + "'", () -> errLine(part) != null);
        return errLine(part);
    }

    /** Writes to its standard input, which stays open. */
    void input(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Writes all of its standard input. */
    void inputAndEnd(String text) throws IOException {
        input(text);
        process.getOutputStream().close();
    }

    /** Waits for one line of standard output. */
    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream out = process.getInputStream();
        for (int c = out.read(); c >= 0 && c != '\n'; c = out.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    /** Takes one line of standard output, and no more. */
    String readLineAndCloseOutput() throws IOException {
        String line = readLine();
        closeOutput();
        return line;
    }

    /** Reads nothing more of standard output. */
    void closeOutput() throws IOException {
        process.getInputStream().close();
    }

    /** Waits for its end. */
    Ended end() throws Exception {
        String out = "";
        try {
            out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException closed) {
            // by readLineAndCloseOutput
        }
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still runs after " + LIMIT_SECONDS + " s");
        }
        List<String> err = errLines.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return new Ended(process.exitValue(), out, String.join("\n", err));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String errLine(String part) {
        synchronized (errSoFar) {
            return errSoFar.stream()
                    .filter(line -> line.contains(part))
                    .findFirst()
                    .orElse(null);
        }
    }

    private List<String> readErr() {
        try (BufferedReader err =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                synchronized (errSoFar) {
                    errSoFar.add(line);
                }
            }
        } catch (IOException closed) {
            // by the end of the process
        }
        synchronized (errSoFar) {
            return List.copyOf(errSoFar);
        }
    }

    private static Path runtimeFolder() {
        try {
            Path folder = Files.createTempDirectory("stint-run");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> removeAll(folder.resolve("stint"), folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeAll(Path sockets, Path folder) {
        try {
            if (Files.exists(sockets)) {
                try (Stream<Path> left = Files.list(sockets)) {
                    for (Path file : left.toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
            Files.deleteIfExists(sockets);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
