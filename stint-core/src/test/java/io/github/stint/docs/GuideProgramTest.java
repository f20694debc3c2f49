package io.github.stint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first program of docs/guide.md, run as it says: from its source, with nothing but the library. */
class GuideProgramTest {

    // shown: program
    private static final String PROGRAM = """
        import io.github.stint.*;

        void main() throws InterruptedException {
            try (var pool = TaskPool.open("hello", 2)) {
                Task<String> who = pool.submit(() -> Thread.currentThread().getName());
                TaskBatch<Integer> lengths = pool.map(List.of("one", "two", "three"), 2, String::length);
                IO.println(who.await() + " " + lengths.results());
                IO.println(pool);
            }
        }
        """;
    // end

    // shown: output
    private static final String OUTPUT = """
        hello#1 [3, 3, 5]
        TaskPool 'hello' OPEN: 0 run, 0 queued, 4 ended
        """;
    // end

    @Test
    void itRuns(@TempDir Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("Hello.java"), PROGRAM);
        Path library = Path.of(
                Task.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path out = folder.resolve("out");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        library.toString(),
                        source.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(java.waitFor()).as(() -> said(out)).isZero();
        assertThat(Files.readString(out)).isEqualTo(OUTPUT);
    }

    private static String said(Path out) {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
