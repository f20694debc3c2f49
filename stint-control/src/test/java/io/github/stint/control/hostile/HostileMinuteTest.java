package io.github.stint.control.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link HostileMain} in a JVM of its own, with {@code -Dhostile.seconds=60}; on a machine that does nothing else. */
@EnabledIfSystemProperty(named = "hostile.seconds", matches = "[1-9][0-9]*")
class HostileMinuteTest {

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void hostileClientsCostTheTasksNothing() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileMain.class.getName(),
                        System.getProperty("hostile.seconds"),
                        folder.resolve("run/shop.sock").toString()))
                .inheritIO()
                .start();
        assertThat(process.waitFor()).as("the exit status of HostileMain").isZero();
    }
}
