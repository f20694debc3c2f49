package io.github.stint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What users can name is in api.txt, so that nobody changes it unseen. With {@code -Dapi.update=true} the file is rewritten
 * instead of compared.
 */
class PublicApiTest {

    private static final Path MODULE = module();

    /** The folder of this module, wherever the tests are run from. */
    private static Path module() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("stint-core")) ? here.resolve("stint-core") : here;
    }

    private static List<String> exported() throws IOException {
        String module = Files.readString(MODULE.resolve("src/main/java/module-info.java"));
        return Pattern.compile("exports ([\\w.]+);")
                .matcher(module)
                .results()
                .map(it -> it.group(1))
                .toList();
    }

    @Test
    void nobodyChangesItUnseen() throws IOException {
        Path file = MODULE.resolve("api.txt");
        List<String> now = PublicApi.lines(Task.class, exported());
        if (Boolean.getBoolean("api.update")) {
            Files.write(file, now);
        }
        assertThat(now)
                .as("the public API against api.txt; with -Dapi.update=true that is rewritten")
                .isEqualTo(Files.readAllLines(file));
    }

    @Test
    void itTellsWhatMatters() throws IOException {
        assertThat(PublicApi.lines(Task.class, List.of("io.github.stint")))
                .contains(
                        "public final class TaskPool implements TaskOwner",
                        "public sealed interface Task<T extends @Nullable Object>",
                        "    T await(Duration atMost) throws InterruptedException, TimeoutException",
                        "    static <T extends @Nullable Object> Task<T> completed(T value)",
                        "    void lock()")
                .noneMatch(line -> line.contains("EngineOwner") || line.contains("internal"));
    }
}
