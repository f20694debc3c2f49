package io.github.stint.cli.process;

import io.github.stint.test.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files by which commands tell a test how far they are, each with a process number in it. */
public record Marks(Path folder) {

    Path path(String name) {
        return folder.resolve(name);
    }

    public boolean has(String name) {
        return Files.exists(path(name));
    }

    /** Waits for the mark and gives the process in it. */
    public long await(String name) {
        Eventually.eventually(name + " is written", () -> text(name).endsWith("\n"));
        return Long.parseLong(text(name).strip());
    }

    /** Makes a named pipe; a command that reads it waits for {@link #release}. */
    public Path gate(String name) throws Exception {
        Path pipe = path(name);
        if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
            throw new IOException("cannot make " + pipe);
        }
        return pipe;
    }

    public void release(String name) throws IOException {
        Files.writeString(path(name), "go\n");
    }

    private String text(String name) {
        try {
            return has(name) ? Files.readString(path(name)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a process does not run any more. */
    public static void awaitEnd(long pid) {
        Eventually.eventually("process " + pid + " has ended", () -> !runs(pid));
    }

    /** Whether a process runs; one that is dead and only not buried does not. */
    public static boolean runs(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(pid)).start();
            String state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return !state.isEmpty() && !state.startsWith("Z");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
