package io.github.stint.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.testing.Jvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether a JVM lives on when its main method has returned. */
class KeepAliveProcessTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void workThatIsKeptAliveIsDoneAndThenTheJvmEnds() throws Exception {
        try (Jvm jvm = Jvm.start(KeepAliveMain.class, "kept")) {
            jvm.awaitLine("worked more");
            Jvm.End end = jvm.awaitEnd(SOON);
            assertThat(end.status()).isZero();
            assertThat(end.out()).containsExactly("main returns", "worked", "worked more");
            assertThat(end.err()).isEmpty();
        }
    }

    @Test
    void workThatIsNotKeptAliveIsLost() throws Exception {
        try (Jvm jvm = Jvm.start(KeepAliveMain.class, "dropped")) {
            Jvm.End end = jvm.awaitEnd(Duration.ofSeconds(20));
            assertThat(end.status()).isZero();
            assertThat(end.out()).containsExactly("main returns");
        }
    }

    @Test
    void aSignalEndsAJvmThatIsKeptAlive() throws Exception {
        try (Jvm jvm = Jvm.start(BlockedMain.class)) {
            jvm.awaitLine("main returns");
            jvm.signal("TERM");
            Jvm.End end = jvm.awaitEnd(SOON);
            assertThat(end.status()).isEqualTo(143);
        }
    }
}
