package io.github.stint.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.testing.Jvm;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a hook does when a signal comes. */
class ShutdownHookProcessTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    void aHookRunsOnItsOwnPlatformThreadWhenASignalEndsTheJvm(String signal, int status) throws Exception {
        try (Jvm jvm = Jvm.start(ShutdownHookMain.class, "keep")) {
            jvm.awaitLine("ready");
            jvm.signal(signal);
            Jvm.End end = jvm.awaitEnd(SOON);
            assertThat(end.status()).isEqualTo(status);
            assertThat(end.out())
                    .containsExactly(
                            "ready",
                            "closed on stint-shutdown shop platform",
                            "removed",
                            "'late' comes too late for a shutdown hook: the JVM is shutting down");
            assertThat(end.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"remove, TERM, 143", "keep, KILL, 137"})
    void aHookDoesNotRunAfterItWasRemovedNorWhenTheJvmIsKilled(String what, String signal, int status)
            throws Exception {
        try (Jvm jvm = Jvm.start(ShutdownHookMain.class, what)) {
            jvm.awaitLine("ready");
            jvm.signal(signal);
            Jvm.End end = jvm.awaitEnd(SOON);
            assertThat(end.status()).isEqualTo(status);
            assertThat(end.out()).containsExactly("ready");
        }
    }
}
