package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.process.Marks;
import io.github.stint.test.Eventually;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stint run --json}, as a program reads it. */
class RunJsonTest {

    @TempDir
    private Path folder;

    @Test
    void eachJobIsAnObjectAndTheLastTellsOfAll() throws Exception {
        Instant before = Instant.now().minusMillis(1);
        StintProcess.Ended ended = StintProcess.run(
                "run", "--json", "-j", "1", "--shell", "echo out {}; echo err >&2; exit {#}", ":::", "a b", "grün");

        assertThat(ended.status()).isEqualTo(2);
        List<Map<String, Object>> lines = objects(ended);
        assertThat(lines).hasSize(3);
        Map<String, Object> first = lines.getFirst();
        assertThat(first.keySet())
                .containsExactly(
                        "type",
                        "seq",
                        "slot",
                        "values",
                        "command",
                        "start",
                        "seconds",
                        "exit",
                        "signal",
                        "timedOut",
                        "tries",
                        "stdout",
                        "stderr");
        assertThat(first)
                .containsEntry("type", "job")
                .containsEntry("seq", 1L)
                .containsEntry("slot", 1L)
                .containsEntry("values", List.of("a b"))
                .containsEntry("command", "echo out 'a b'; echo err >&2; exit 1")
                .containsEntry("exit", 1L)
                .containsEntry("signal", null)
                .containsEntry("stdout", "out a b\n")
                .containsEntry("stderr", "err\n");
        assertThat(Instant.parse((String) first.get("start"))).isBetween(before, Instant.now());
        assertThat((Double) first.get("seconds")).isBetween(0.0, 50.0);
        assertThat(lines.get(1))
                .containsEntry("seq", 2L)
                .containsEntry("exit", 2L)
                .containsEntry("stdout", "out grün\n");
        assertThat(lines.get(2))
                .containsEntry("type", "summary")
                .containsEntry("done", 2L)
                .containsEntry("failed", 2L)
                .containsEntry("doneBefore", 0L)
                .containsEntry("complete", true)
                .containsEntry("exit", 2L)
                .containsKey("seconds");
    }

    @Test
    void howOftenACommandWasTriedAndThatItsTimeWasOverAreTold() throws Exception {
        Map<String, Object> job = objects(StintProcess.run(
                        "run", "--json", "--timeout", "200ms", "--retries", "2", "sleep", ":::", "1000"))
                .getFirst();
        assertThat(job)
                .containsEntry("timedOut", true)
                .containsEntry("tries", 2L)
                .containsEntry("signal", 15L);

        Map<String, Object> quick =
                objects(StintProcess.run("run", "--json", "true", ":::", "a")).getFirst();
        assertThat(quick).containsEntry("timedOut", false).containsEntry("tries", 1L);
    }

    @Test
    void aSignalAndACommandThatCannotBeRunAreTold() throws Exception {
        StintProcess.Ended killed = StintProcess.run("run", "--json", "--shell", "kill -9 $$ # {}", ":::", "a");
        assertThat(objects(killed).getFirst()).containsEntry("exit", null).containsEntry("signal", 9L);

        StintProcess.Ended notFound = StintProcess.run("run", "--json", "{}", ":::", "no-such-command");
        assertThat(objects(notFound).getFirst())
                .containsEntry("exit", 127L)
                .containsEntry("signal", null)
                .containsEntry("problem", "command not found: no-such-command");
    }

    @Test
    void whatIsNoUtf8IsToldInBase64UnderAnotherName() throws Exception {
        byte[] input = {'a', (byte) 0xff, '\n'};
        StintProcess.Ended ended = StintProcess.run(
                input,
                new ProcessBuilder(StintProcess.command("run", "--json", "--shell", "printf %s {}; echo text >&2")));

        Map<String, Object> job = objects(ended).getFirst();
        String value = Base64.getEncoder().encodeToString(new byte[] {'a', (byte) 0xff});
        assertThat(job)
                .containsEntry("valuesBase64", List.of(value))
                .containsEntry("stdoutBase64", value)
                .containsEntry("stderr", "text\n")
                .doesNotContainKeys("values", "command", "stdout");
        assertThat(new String(
                        Base64.getDecoder().decode((String) job.get("commandBase64")), StandardCharsets.ISO_8859_1))
                .isEqualTo("printf %s 'a\u00ff'; echo text >&2");
    }

    @Test
    void ofALongOutputTheBeginningIsTold() throws Exception {
        StintProcess.Ended ended =
                StintProcess.run("run", "--json", "--shell", "yes ä | head -c 30000001; # {}", ":::", "a");

        Map<String, Object> job = objects(ended).getFirst();
        assertThat((String) job.get("stdout")).startsWith("ä\nä\n").hasSize(699_050);
        assertThat(job).containsEntry("stdoutTruncated", true).containsEntry("stdoutBytes", 30_000_001L);
        assertThat(job).containsEntry("stderr", "").doesNotContainKeys("stderrTruncated", "stderrBytes");
    }

    @Test
    void theObjectsCanKeepTheOrderOfTheArguments() throws Exception {
        StintProcess.Ended ended =
                StintProcess.run("run", "--json", "-k", "-j", "3", "--shell", "sleep 0.{}", ":::", "3", "1", "2");

        assertThat(objects(ended)).extracting(line -> line.get("seq")).containsExactly(1L, 2L, 3L, null);
    }

    @Test
    void aRunThatIsStoppedIsNotComplete() throws Exception {
        Path started = folder.resolve("started");
        try (StintProcess stint = StintProcess.start(
                "run",
                "--json",
                "-j",
                "1",
                "--shell",
                "echo > " + started + "; read x < " + gate() + "; : {}",
                ":::",
                "1",
                "2")) {
            Eventually.eventually("the first has begun", () -> Files.exists(started));
            stint.signal("TERM");
            stint.awaitErr("nothing more is started");
            Files.writeString(folder.resolve("gate"), "go\n");

            StintProcess.Ended ended = stint.end();
            assertThat(objects(ended).getLast())
                    .containsEntry("done", 1L)
                    .containsEntry("complete", false)
                    .containsEntry("exit", (long) ended.status());
        }
    }

    @Test
    void withoutItNothingOfJacksonIsLoaded() throws Exception {
        assertThat(loadedClasses("run", "echo", ":::", "a"))
                .contains("io.github.stint.cli.batch.Batch ")
                .doesNotContain("tools.jackson");
        assertThat(loadedClasses("run", "--json", "echo", ":::", "a")).contains("tools.jackson");
    }

    private String loadedClasses(String... words) throws Exception {
        Path log = folder.resolve("loaded");
        List<String> command = new ArrayList<>(StintProcess.command(words));
        command.removeIf(word -> word.startsWith("-XX:AOTCache=")); // with it all that was learnt is loaded at once
        command.add(command.indexOf("-cp"), "-Xlog:class+load:file=" + log);
        assertThat(StintProcess.run(new byte[0], new ProcessBuilder(command)).status())
                .isZero();
        return Files.readString(log);
    }

    private Path gate() throws Exception {
        return new Marks(folder).gate("gate");
    }

    private static List<Map<String, Object>> objects(StintProcess.Ended ended) {
        return ended.lines().stream().map(JsonText::object).toList();
    }
}
