package io.github.stint.cli;

import io.github.stint.TaskPool;
import io.github.stint.control.ControlServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ffm.FfmTerminalProvider;
import picocli.CommandLine;
import tools.jackson.core.json.JsonFactory;

/**
 * The start of the program that was compiled, as fast as that of the one that is installed: from jars, with what a JVM has learnt of
 * them in one run before. Made once for all tests.
 */
final class FastStart {

    private static final FastStart ONE = make();

    private final Path folder;
    private final String classPath;

    private FastStart(Path folder, String classPath) {
        this.folder = folder;
        this.classPath = classPath;
    }

    /** The JVM with all it is told, up to the name of the class. */
    static List<String> java() {
        return ONE.java("-XX:AOTCache=" + ONE.cache());
    }

    private List<String> java(String cache) {
        return List.of(
                program(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:aot=off",
                "-Xlog:cds=off",
                "--enable-native-access=ALL-UNNAMED",
                cache,
                "-cp",
                classPath,
                Main.class.getName());
    }

    private static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Path cache() {
        return folder.resolve("classes.aot");
    }

    private static FastStart make() {
        try {
            Path folder = Files.createTempDirectory("stint-start");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> removeAll(folder)));
            String classPath = Stream.of(
                            Main.class,
                            TaskPool.class,
                            ControlServer.class,
                            JsonFactory.class,
                            CommandLine.class,
                            Terminal.class,
                            FfmTerminalProvider.class)
                    .map(type -> jar(type, folder).toString())
                    .collect(Collectors.joining(":"));
            FastStart start = new FastStart(folder, classPath);
            start.learn();
            return start;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar with that class, in which a JVM can learn all; what lies in a folder is put into one. */
    private static Path jar(Class<?> type, Path folder) {
        Path place =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        Path jar = folder.resolve(type.getSimpleName() + ".jar");
        if (Files.isDirectory(place)) {
            put(place, jar);
        } else {
            copy(place, jar);
        }
        if (type == CommandLine.class) {
            run(List.of(program(), "../tools/NewerClasses.java", jar.toString()), folder);
        }
        return jar;
    }

    private static void put(Path classes, Path jar) {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        int status =
                tool.run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        if (status != 0) {
            throw new IllegalStateException("jar ended with " + status);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One run that is long enough for it to listen. */
    private void learn() {
        List<String> command = new ArrayList<>(java("-XX:AOTCacheOutput=" + cache()));
        command.addAll(
                List.of("run", "-j", "2", "sh", "-c", "sleep 1.2; echo \"$1\"", "sh", "{}", ":::", "1", "2", "3"));
        run(command, folder);
    }

    /** Runs it to its end; if it listens it does so there, unseen by whoever runs the tests. */
    private static void run(List<String> command, Path runtimeFolder) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put(StintProcess.RUNTIME_FOLDER, runtimeFolder.toString());
            Process process = builder.redirectInput(
                            Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " ended with " + process.exitValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void removeAll(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
