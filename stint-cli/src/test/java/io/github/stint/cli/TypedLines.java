package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A folder in which lines run as a user types them into bash, with the real {@code stint} on the path; where GNU parallel
 * is installed, both can be given the same line.
 */
final class TypedLines {

    private static final boolean HAS_PARALLEL = hasParallel();

    private final Path folder;
    private final Path programs;
    private final Path runtime;

    /**
     * @param folder for what the lines read and write, and beside that, for programs
     */
    TypedLines(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder.resolve("work"));
        this.programs = Files.createDirectories(folder.resolve("bin"));
        this.runtime = Files.createDirectories(folder.resolve("run"));
        String command =
                StintProcess.command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        program("stint", "exec " + command + " \"$@\"");
    }

    /** Where the lines run. */
    Path folder() {
        return folder;
    }

    /** Puts a program on the path, before all others. */
    void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs lines to their end, with nothing on standard input. */
    StintProcess.Ended run(String lines) throws Exception {
        return StintProcess.run(new byte[0], builder(lines, folder));
    }

    /** Starts lines. */
    StintProcess start(String lines) throws Exception {
        return StintProcess.start(builder(lines, folder));
    }

    /** Runs lines, and checks that they succeed. */
    List<String> succeed(String lines) throws Exception {
        StintProcess.Ended ended = run(lines);
        assertThat(ended.status()).as("%s%n%s", lines, ended.err()).isZero();
        return ended.lines();
    }

    /** Runs a line in which {@code run} is {@code stint run}, and checks what it writes to standard output. */
    void ours(String line, String... seen) throws Exception {
        as("stint run", line, seen);
    }

    /** Runs a line in which {@code run} is GNU parallel, if that is here, and checks what it writes to standard output. */
    void theirs(String line, String... seen) throws Exception {
        if (HAS_PARALLEL) {
            as("parallel", line, seen);
        }
    }

    /** Runs a line with both, and checks that both write that. */
    void same(String line, String... seen) throws Exception {
        ours(line, seen);
        theirs(line, seen);
    }

    private void as(String run, String line, String... seen) throws Exception {
        Path fresh = Files.createTempDirectory(folder, "run");
        StintProcess.Ended ended =
                StintProcess.run(new byte[0], builder("run() { " + run + " \"$@\"; }\n" + line, fresh));
        assertThat(ended.lines())
                .as("run is %s: %s%n%s", run, line, ended.err())
                .containsExactly(seen);
    }

    private ProcessBuilder builder(String lines, Path where) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", lines).directory(where.toFile());
        builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
        builder.environment().put("XDG_RUNTIME_DIR", runtime.toString());
        builder.environment().remove("PARALLEL");
        builder.environment().put("PARALLEL_HOME", programs.toString());
        return builder;
    }

    private static boolean hasParallel() {
        return says("GNU parallel", "parallel", "--version");
    }

    /** Whether a program is on the path, to be asked by whoever can do without. */
    static boolean has(String program) {
        return says("", "sh", "-c", "command -v " + program);
    }

    private static boolean says(String beginning, String... command) {
        try {
            StintProcess.Ended ended = StintProcess.run(new byte[0], new ProcessBuilder(command));
            return ended.status() == 0 && ended.out().startsWith(beginning);
        } catch (IOException missing) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
