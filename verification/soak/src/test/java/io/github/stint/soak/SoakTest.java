package io.github.stint.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.soak.check.Check;
import io.github.stint.soak.load.Actor;
import io.github.stint.soak.load.Part;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program itself, for a few seconds, in a JVM of its own as {@code ./soak} starts it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SoakTest {

    @TempDir
    private Path folder;

    @Test
    void everythingTogetherEndsClean() throws Exception {
        Path out = folder.resolve("out");
        Path proof = folder.resolve("proof.tsv");
        int code = java(out, Main.class, "--seed", "1", "--proof", proof.toString(), "3s");
        List<String> lines = Files.readAllLines(out);
        assertThat(code).as(String.join("\n", lines)).isZero();
        assertThat(lines.getFirst()).isEqualTo("soak for PT3S, --seed 1");
        List<String> rows = Files.readAllLines(proof);
        assertThat(rows).hasSizeGreaterThan(12).allMatch(row -> row.matches("soak: [^\t]+\tsoak PT3S\t1\t0"));
    }

    @Test
    void aPartThatLeavesSomethingMakesItEndWithOne() throws Exception {
        Path out = folder.resolve("out");
        int code = java(out, Leaking.class);
        String table = Files.readString(out);
        assertThat(code).as(table).isOne();
        assertThat(table)
                .containsPattern("threads +\\S.* NO")
                .containsPattern("heap +\\S.* NO")
                .contains("virtual 'left'");
    }

    /** The program with one more thing in the load: a thread that is left, and a list that grows. */
    static final class Leaking {

        private static final List<byte[]> KEPT = new ArrayList<>();

        private Leaking() {}

        public static void main(String[] words) throws Exception {
            Mixture leaking = (accounts, dice) -> {
                List<Part> parts = new ArrayList<>(Mixture.EVERYTHING.open(accounts, dice));
                Thread left = Thread.ofVirtual().name("left").unstarted(Leaking::sleepLong);
                left.start();
                parts.add(() -> List.of(new Actor("leaks", Leaking::leak)));
                return parts;
            };
            System.exit(Main.run(leaking, System.out, System.err, "--seed", "1", "4s"));
        }

        private static void leak() throws InterruptedException {
            Thread.sleep(1);
            KEPT.add(new byte[1_000]);
        }

        private static void sleepLong() {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int java(Path out, Class<?> main, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-ea",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(Arrays.asList(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theTableTellsWhatFailedAndWhatToLookAt() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Report.print(
                List.of(new Check("a", "1", "0", false, List.of("look here")), Check.of("b", "0", "0", true)),
                new PrintStream(out));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "CHECK  SEEN  BOUND  OK", "a      1     0      NO", "b      0     0      yes", "a: look here");
    }
}
