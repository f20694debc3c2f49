package io.github.stint.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Pins that are planted, in JVMs of their own: this one is watched as well. */
class NoPinsTest {

    @Test
    void aPinWithTheLibraryOnTopIsSeenAndToldWithItsTest() throws Exception {
        assertThat(run("InNativeCode"))
                .contains("waits() SUCCESSFUL")
                .contains("the library pinned virtual threads, 1 times")
                .contains("during 'InNativeCode.waits()', 'native#1'")
                .contains("io.github.stint.Tasks.sleep");
    }

    @Test
    void somebodyElsesInitialiserIsNotTheLibrary() throws Exception {
        assertThat(run("InAnInitialiser")).contains("waits() SUCCESSFUL").doesNotContain("FAILED");
    }

    private static String run(String tests) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PinnedMain.class.getName(),
                        tests)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
