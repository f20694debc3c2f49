package io.github.stint.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.stint.testing.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread dump of an application names its tasks as the library does. */
class ThreadDumpTest {

    /** A name as JSON has it: with quotes and slashes escaped. */
    private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void aDumpOfTheJdkShowsEveryRunningTaskByOwnerGroupNameAndNumber(@TempDir Path folder) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        assumeTrue(Files.isExecutable(jcmd), "a bare runtime has no jcmd, a JDK has");
        Path dump = folder.resolve("threads.json");
        try (Jvm jvm = Jvm.start(ShopMain.class, "installed", "held")) {
            jvm.awaitLine("held");
            List<String> running = tasks(jvm, "RUNNING ");
            int status = new ProcessBuilder(
                            jcmd.toString(),
                            Long.toString(jvm.pid()),
                            "Thread.dump_to_file",
                            "-format=json",
                            dump.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("jcmd.out").toFile())
                    .start()
                    .waitFor();
            assertThat(status).as(Files.readString(folder.resolve("jcmd.out"))).isZero();

            assertThat(namesWithNumber(Files.readString(dump)).toList()).containsExactlyInAnyOrderElementsOf(running);
            assertThat(running)
                    .hasSize(18)
                    .contains(
                            "shop#1",
                            "shop/orders/pay \"at once\"#2",
                            "page parts/user#1",
                            "images/thumbs#1",
                            "images/cover#4",
                            "downloads/files#3",
                            "background/cache#1",
                            "background/hourly#2",
                            "mailers#2",
                            "pages#2");
            assertThat(tasks(jvm, "QUEUED ")).containsExactly("images/waits for room#5");
        }
    }

    private static List<String> tasks(Jvm jvm, String state) {
        return jvm.out().stream()
                .filter(line -> line.startsWith(state))
                .map(line -> line.substring(state.length()))
                .toList();
    }

    /** Of all threads, those whose name ends like that of a task. */
    private static Stream<String> namesWithNumber(String json) {
        return NAME.matcher(json)
                .results()
                .map(found -> found.group(1).replaceAll("\\\\(.)", "$1"))
                .filter(name -> Pattern.matches(".*#\\d+", name));
    }
}
