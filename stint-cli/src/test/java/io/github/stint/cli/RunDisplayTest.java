package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.process.Marks;
import io.github.stint.cli.words.ShellQuote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The display of a run, as a terminal shows it. */
class RunDisplayTest {

    /** Writes a line, and waits until it is let go on; after that the job writes two more. */
    private static final String WAITING = "echo begun {} >&2; read x < gate-{}; echo end of {}; seq -s, {}000 {}012";

    @TempDir
    private Path folder;

    private Marks marks;

    @BeforeEach
    void gates() throws Exception {
        marks = new Marks(folder);
        for (int i = 1; i <= 6; i++) {
            marks.gate("gate-" + i);
        }
    }

    @Test
    void aBarAndTheJobsUnderItAreShownWithTheirLastOutput() throws Exception {
        try (TmuxTerminal terminal = start(80, 24, Map.of(), "-j", "2", "--shell", WAITING, ":::", "1", "2", "3")) {
            List<String> screen = terminal.await(
                    "two jobs are shown", lines -> jobLines(lines).size() == 2);

            assertThat(screen.getFirst()).isEqualTo("▕                  ▏ 0/3, 2 running, 0 failed, 0/s");
            assertThat(jobLines(screen).getFirst())
                    .matches("  #1  0:\\d\\d  echo begun 1 >&2…eq -s, 1000 1012  begun 1");
            assertThat(jobLines(screen).getLast())
                    .matches("  #2  0:\\d\\d  echo begun 2 >&2…eq -s, 2000 2012  begun 2");

            marks.release("gate-2");
            screen = terminal.awaitLine("1/3, 2 running, 0 failed");
            assertThat(screen.subList(0, 3)).containsExactly("end of 2", numbers(2), "begun 2");
            assertThat(screen.get(3)).startsWith("▕██████            ▏ 1/3, 2 running, 0 failed, ");

            marks.release("gate-1");
            marks.release("gate-3");
            assertThat(terminal.awaitEnd()).isZero();
            assertThat(terminal.everything())
                    .contains("end of 1", numbers(1), "begun 1", "end of 3", numbers(3), "begun 3")
                    .noneMatch(line -> line.contains("▕") || line.contains("running"));
        }
    }

    @Test
    void theDisplayFollowsTheSizeOfTheTerminalAndLeavesNothingBehind() throws Exception {
        try (TmuxTerminal terminal = start(80, 24, Map.of(), "-j", "2", "--shell", WAITING, ":::", "1", "2", "3")) {
            terminal.await("two jobs are shown", lines -> jobLines(lines).size() == 2);
            marks.release("gate-1");
            terminal.awaitLine("1/3, 2 running");

            terminal.resize(50, 12);
            List<String> narrow =
                    terminal.await("it has become narrower", lines -> has(lines, "▕███▎      ▏ 1/3, 0 failed, "));
            assertThat(narrow).filteredOn(line -> line.contains("▕")).hasSize(1);
            assertThat(terminal.everything()).contains("end of 1", numbers(1), "begun 1");

            terminal.resize(100, 30);
            List<String> wide =
                    terminal.await("it has become wider", lines -> has(lines, "1/3, 2 running, 0 failed, "));
            assertThat(wide).filteredOn(line -> line.contains("▕")).hasSize(1);

            marks.release("gate-2");
            marks.release("gate-3");
            assertThat(terminal.awaitEnd()).isZero();
            assertThat(terminal.everything())
                    .contains("end of 1", numbers(1), "end of 2", numbers(2), "end of 3", numbers(3))
                    .noneMatch(line -> line.contains("▕") || line.contains("running"));
        }
    }

    @Test
    void aTerminalThatIsVeryNarrowHasNumbersOnly() throws Exception {
        try (TmuxTerminal terminal = start(20, 6, Map.of(), "-j", "2", "--shell", WAITING, ":::", "1", "2")) {
            List<String> screen =
                    terminal.await("one job is shown", lines -> jobLines(lines).size() == 1);

            assertThat(screen.getFirst()).isEqualTo("0/2, 0 failed");
            assertThat(jobLines(screen).getFirst()).matches("  #[12]  0:\\d\\d  ech…012");
            release(1, 2);
            assertThat(terminal.awaitEnd()).isZero();
        }
    }

    @Test
    void whereTheLocaleIsNotUtf8TheBarIsPlain() throws Exception {
        try (TmuxTerminal terminal =
                start(80, 24, Map.of("LC_ALL", "C"), "-j", "2", "--shell", WAITING, ":::", "1", "2")) {
            List<String> screen = terminal.await(
                    "two jobs are shown", lines -> jobLines(lines).size() == 2);

            assertThat(screen.getFirst()).isEqualTo("[------------------] 0/2, 2 running, 0 failed, 0/s");
            assertThat(jobLines(screen).getFirst()).contains("...");
            release(1, 2);
            assertThat(terminal.awaitEnd()).isZero();
        }
    }

    @Test
    void aTerminalThatOnlyTypesHasALineFromTimeToTime() throws Exception {
        try (TmuxTerminal terminal =
                start(80, 24, Map.of("TERM", "dumb"), "-j", "2", "--shell", WAITING, ":::", "1", "2")) {
            terminal.awaitLine("stint: 0 of 2 done, 2 running, 0 failed, 0/s");
            release(1, 2);
            assertThat(terminal.awaitEnd()).isZero();
            assertThat(terminal.everything()).contains("stint: 0 of 2 done, 2 running, 0 failed, 0/s");
        }
    }

    @Test
    void nothingIsLeftOfTheDisplayWhenThreeSignalsEndIt() throws Exception {
        String stubborn = "trap '' TERM; echo $$ > started-{}; read x < gate-{}; read x < gate-{}";
        try (TmuxTerminal terminal = start(80, 24, Map.of(), "-j", "2", "--shell", stubborn, ":::", "1", "2", "3")) {
            terminal.await("two jobs are shown", lines -> jobLines(lines).size() == 2);
            long first = marks.await("started-1");

            terminal.press("C-c");
            terminal.awaitLine("stint: SIGINT: nothing more is started, 2 running are let finish; once more kill");
            terminal.awaitLine("0/3, 2 running");
            terminal.press("C-c");
            terminal.press("C-c");

            assertThat(terminal.awaitEnd()).isEqualTo(130);
            assertThat(terminal.everything()).noneMatch(line -> line.contains("▕") || line.contains("#1"));
            Marks.awaitEnd(first);
        }
    }

    @Test
    void whatAShellWritesWhileItIsStoppedStays() throws Exception {
        try (TmuxTerminal terminal = TmuxTerminal.start(
                folder, 80, 24, environment(Map.of()), List.of("bash", "--norc", "--noprofile", "-i"))) {
            Files.writeString(
                    folder.resolve("go"),
                    "exec "
                            + ShellQuote.quote(
                                    StintProcess.command("run", "-j", "2", "--shell", WAITING, ":::", "1", "2")));
            terminal.press("sh ./go", "Enter");
            terminal.await("two jobs are shown", lines -> jobLines(lines).size() == 2);

            terminal.press("C-z");
            terminal.awaitLine("Stopped");
            terminal.press("echo in the shell; fg", "Enter");
            terminal.await(
                    "two jobs are shown again",
                    lines -> lines.stream()
                            .dropWhile(line -> !line.equals("in the shell"))
                            .anyMatch(line -> line.startsWith("  #2 ")));
            release(1, 2);
            terminal.awaitLine("stint: 2 done, 0 failed");

            assertThat(terminal.everything())
                    .anyMatch(line -> line.contains("Stopped"))
                    .contains("in the shell");
        }
    }

    private void release(int... gates) throws Exception {
        for (int gate : gates) {
            marks.release("gate-" + gate);
        }
    }

    private TmuxTerminal start(int columns, int rows, Map<String, String> environment, String... options)
            throws Exception {
        List<String> words = new ArrayList<>(List.of("run"));
        words.addAll(List.of(options));
        return TmuxTerminal.start(
                folder, columns, rows, environment(environment), StintProcess.command(words.toArray(String[]::new)));
    }

    private static Map<String, String> environment(Map<String, String> given) {
        Map<String, String> environment = new TreeMap<>(Map.of("LC_ALL", "C.UTF-8", "NO_COLOR", "1"));
        environment.putAll(given);
        return environment;
    }

    private static boolean has(List<String> lines, String part) {
        return lines.stream().anyMatch(line -> line.contains(part));
    }

    /** By number: two that begin at once may stand in either order. */
    private static List<String> jobLines(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("  #")).sorted().toList();
    }

    private static String numbers(int of) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i <= 12; i++) {
            numbers.add(of + "%03d".formatted(i));
        }
        return String.join(",", numbers);
    }
}
