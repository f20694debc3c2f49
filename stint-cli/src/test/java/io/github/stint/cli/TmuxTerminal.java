package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.stint.cli.words.ShellQuote;
import io.github.stint.test.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A terminal that really shows what is written to it: a server of tmux of its own, with one window. */
final class TmuxTerminal implements AutoCloseable {

    private final Path socket;
    private final Path status;

    private TmuxTerminal(Path folder) {
        this.socket = folder.resolve("tmux");
        this.status = folder.resolve("status");
    }

    /** Runs a command in a terminal of that size; the screen stays when it has ended. */
    static TmuxTerminal start(Path folder, int columns, int rows, Map<String, String> environment, List<String> command)
            throws Exception {
        assumeTrue(isThere(), "tmux is not installed");
        TmuxTerminal terminal = new TmuxTerminal(folder);
        // tmux 3.3 knows the exit status of a command only sometimes, so a shell around it keeps it
        List<String> inside = new ArrayList<>(
                List.of("sh", "-c", "trap : INT; \"$@\"; echo $? > status.new; mv status.new status", "sh", "env"));
        environment.forEach((name, value) -> inside.add(name + "=" + value));
        inside.addAll(command);
        Path settings = Files.writeString(folder.resolve("tmux.conf"), """
            set -g status off
            set -g remain-on-exit on
            set -g remain-on-exit-format ''
            set -g default-terminal screen-256color
            """);
        terminal.tmux(
                "-u",
                "-f",
                settings.toString(),
                "new-session",
                "-d",
                "-x",
                "" + columns,
                "-y",
                "" + rows,
                "-c",
                folder.toString(),
                ShellQuote.quote(inside));
        return terminal;
    }

    /** What it shows now, without the blanks at the end of a line. */
    List<String> screen() {
        return tmux("capture-pane", "-p").lines().toList();
    }

    /** What it shows now and has shown before, each line in full however it was broken. */
    List<String> everything() {
        return tmux("capture-pane", "-p", "-J", "-S", "-")
                .lines()
                .map(String::stripTrailing)
                .toList();
    }

    /** Waits until it shows what is wanted, and gives that. */
    List<String> await(String what, Predicate<List<String>> wanted) {
        List<List<String>> last = new ArrayList<>(List.of(List.of()));
        try {
            Eventually.eventually(what, () -> {
                last.set(0, screen());
                return wanted.test(last.getFirst());
            });
        } catch (AssertionError e) {
            assertThat(last.getFirst()).as(what).isEqualTo("a screen that has that");
        }
        return last.getFirst();
    }

    /** Waits until one of its lines has this in it. */
    List<String> awaitLine(String part) {
        return await("a line has '" + part + "'", lines -> lines.stream().anyMatch(line -> line.contains(part)));
    }

    /** Presses keys, by the names that tmux gives them. */
    void press(String... keys) {
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        tmux(words.toArray(String[]::new));
    }

    void resize(int columns, int rows) {
        tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
    }

    /** What a format of tmux says of it. */
    String tell(String format) {
        return tmux("display-message", "-p", format).strip();
    }

    /** The processes that run in it. */
    Stream<ProcessHandle> commands() {
        return ProcessHandle.of(Long.parseLong(tell("#{pane_pid}"))).stream().flatMap(ProcessHandle::descendants);
    }

    /** Waits until the command has ended, and gives its exit status. */
    int awaitEnd() throws IOException {
        Eventually.eventually("the command has ended", () -> Files.exists(status));
        return Integer.parseInt(Files.readString(status).strip());
    }

    @Override
    public void close() {
        tmux("kill-server");
    }

    private static boolean isThere() throws Exception {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String tmux(String... words) {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(List.of(words));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().remove("TMUX");
            Process tmux = builder.start();
            String said = new String(tmux.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = tmux.waitFor();
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + status + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
