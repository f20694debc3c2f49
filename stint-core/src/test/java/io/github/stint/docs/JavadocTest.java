package io.github.stint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The Javadoc of what users can name, made as users read it; it is in target/javadoc then. The plugin of Maven for it cannot
 * read a type variable with an annotation on its bound.
 */
class JavadocTest {

    /** On two busy processors it takes a minute and more: it is computing, and waits for nobody. */
    @Test
    @Timeout(300)
    void itIsCompleteAndHasNoWarning() throws Exception {
        Path module = Files.exists(Path.of("stint-core")) ? Path.of("stint-core") : Path.of("");
        Path sources = module.resolve("src/main/java");
        Path annotations = Path.of(Nullable.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> arguments = new ArrayList<>(List.of(
                "-quiet",
                "-Xdoclint:all",
                "-Werror",
                "-d",
                module.resolve("target/javadoc").toString(),
                "--module-path",
                annotations.toString(),
                "--source-path",
                sources.toString(),
                sources.resolve("module-info.java").toString()));
        for (String folder : List.of("io/github/stint", "io/github/stint/spi")) {
            arguments.addAll(sourcesIn(sources.resolve(folder)));
        }
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int status = ToolProvider.findFirst("javadoc").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        assertThat(said.toString()).isEmpty();
        assertThat(status).isZero();
    }

    private static List<String> sourcesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
