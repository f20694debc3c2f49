package io.github.stint.cli;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Action;
import io.github.stint.Shutdown;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.control.ControlServer;
import io.github.stint.test.Gate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The screen of {@code stint top} in a terminal: the real tool, and this process as the application. */
class TopTest {

    private static final long PID = ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    private final Gate gate = new Gate();
    private TaskPool crawler;
    private ControlServer server;

    @BeforeEach
    void anApplication() throws Exception {
        crawler = TaskPool.builder("crawler")
                .size(2)
                .queue(100)
                .onClose(Shutdown.now())
                .open();
        server = listen();
        for (int i = 0; i < 5; i++) {
            crawler.submit(TaskOptions.named("fetch").group("probes"), (Action) gate::pass);
        }
        gate.awaitArrived(2);
    }

    @AfterEach
    void theApplicationEnds() {
        server.close();
        crawler.close();
        gate.close();
    }

    private ControlServer listen() throws Exception {
        return ControlServer.builder("shop")
                .owners(crawler)
                .allowChanges()
                .socket(folder.resolve("stint").resolve("shop-" + PID + ".sock"))
                .start();
    }

    /** In a terminal that shows something before it, and what became of it after it. */
    private TmuxTerminal top(String... words) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "echo before; \"$@\"; echo ended by $?; stty -a; echo after; read x", "sh"));
        List<String> all = new ArrayList<>(List.of("top"));
        all.addAll(List.of(words));
        command.addAll(StintProcess.command(all.toArray(String[]::new)));
        return TmuxTerminal.start(
                folder, 100, 24, Map.of("XDG_RUNTIME_DIR", folder.toString(), "LC_ALL", "C.UTF-8"), command);
    }

    private static void assertRestored(TmuxTerminal terminal, int status) {
        terminal.awaitLine("after");
        assertThat(terminal.tell("#{alternate_on} #{cursor_flag} #{wrap_flag}")).isEqualTo("0 1 1");
        assertThat(terminal.screen()).startsWith("before", "ended by " + status);
        String settings = String.join(" ", terminal.screen());
        assertThat(settings).containsPattern("(?<!-)icanon").containsPattern("(?<!-)echo\\b");
    }

    @Test
    void tasksAreSeenFilteredTaggedAndCancelledAndTheTerminalIsAsItWas() throws Exception {
        try (TmuxTerminal terminal = top()) {
            terminal.awaitLine("fetch#5");
            assertThat(terminal.screen().getFirst()).startsWith("stint top  shop (" + PID + ")");

            terminal.press("/", "state=running", "Enter");
            terminal.awaitLine("2 tasks by id where state=running");
            terminal.await("the others are gone", lines -> lines.stream().noneMatch(it -> it.contains("fetch#3")));

            terminal.press("Space", "Space");
            terminal.awaitLine("2 tagged");
            terminal.press("c");
            terminal.awaitLine("cancel 2 tasks? y/n");
            terminal.press("n");
            terminal.awaitLine("nothing was done");
            assertThat(crawler.stats().cancelled()).isZero();
            terminal.press("c");
            terminal.awaitLine("cancel 2 tasks? y/n");
            terminal.press("y");
            terminal.awaitLine("2 tasks asked to stop");
            eventually("they have ended", () -> crawler.stats().cancelled() == 2);

            terminal.awaitLine("fetch#3");
            terminal.press("Enter");
            terminal.awaitLine("at " + Gate.class.getName());
            terminal.press("Escape");
            terminal.awaitLine("TASK");

            terminal.resize(60, 12);
            terminal.await(
                    "it is drawn anew",
                    lines -> lines.size() == 12
                            && lines.getLast().startsWith("q quit")
                            && lines.stream().anyMatch(it -> it.contains("fetch#4")));

            terminal.press("+");
            terminal.awaitLine("limit 2 -> 3");
            gate.awaitArrived(5);
            terminal.resize(100, 24);
            terminal.press("q");
            assertRestored(terminal, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C-c", "TERM"})
    void whateverEndsItLeavesTheTerminalAsItWas(String how) throws Exception {
        try (TmuxTerminal terminal = top()) {
            terminal.awaitLine("fetch#5");
            if (how.equals("TERM")) {
                terminal.commands().filter(it -> isJava(it)).forEach(ProcessHandle::destroy);
                assertRestored(terminal, 143);
            } else {
                terminal.press(how);
                assertRestored(terminal, 130);
            }
        }
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/java");
    }

    @Test
    void anApplicationThatEndsIsToldAndFoundAgain() throws Exception {
        try (TmuxTerminal terminal = top("-s", "shop", "--where", "id>1")) {
            terminal.awaitLine("4 tasks by id where id>1");
            server.close();
            terminal.awaitLine("NOT CONNECTED: ");

            server = listen();
            terminal.await("it is connected", lines -> !lines.getFirst().contains("NOT CONNECTED"));
            terminal.press("q");
            assertRestored(terminal, 0);
        }
    }

    @Test
    void withoutATerminalItSaysSoInOneLine() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(StintProcess.command("top"));
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());

        assertThat(StintProcess.run(new byte[0], builder))
                .isEqualTo(new StintProcess.Ended(
                        2, "", "stint: top needs a terminal that shows a whole screen; 'stint ps' does without"));
        assertThat(StintProcess.run("top", "--json").err())
                .isEqualTo("stint: top is for people; 'stint ps --json' is for programs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "ps", "run"})
    void otherCommandsLoadNothingOfTheScreen(String command) throws Exception {
        Path loaded = folder.resolve("loaded");
        ProcessBuilder builder = new ProcessBuilder(
                command.equals("run")
                        ? StintProcess.command("run", "true", ":::", "1")
                        : StintProcess.command(command));
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        builder.environment().put("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);

        assertThat(StintProcess.run(new byte[0], builder).status()).isZero();

        assertThat(Files.readString(loaded))
                .contains("io.github.stint.cli.Main")
                .doesNotContain("org.jline", "io.github.stint.cli.top.Tty");
    }
}
