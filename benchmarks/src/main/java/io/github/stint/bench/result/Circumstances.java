package io.github.stint.bench.result;

import io.github.stint.bench.run.Forks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Where and how it was measured.
 *
 * @param rounds how many rounds
 * @param took how long it took
 * @param transfers how near the processors were to each other
 */
public record Circumstances(int rounds, Duration took, Transfers transfers) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /** In a line or two. */
    public String inWords() {
        return LocalDate.now(ZoneOffset.UTC) + ", " + rounds + (rounds == 1 ? " round" : " rounds") + ", "
                + took.toMinutes() + " min " + took.toSecondsPart() + " s. " + processor() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + ". "
                + System.getProperty("java.vendor.version") + ", "
                + System.getProperty("java.vm.name") + ", JVM arguments " + String.join(" ", Forks.JVM_ARGUMENTS)
                + " (-Xmx4g: scale, growth)."
                + transfers.inWords();
    }

    private static String processor() {
        try {
            return Files.readAllLines(PROCESSORS).stream()
                    .filter(it -> it.startsWith("model name"))
                    .map(it -> it.substring(it.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException _) {
            return System.getProperty("os.arch"); // not a Linux
        }
    }
}
