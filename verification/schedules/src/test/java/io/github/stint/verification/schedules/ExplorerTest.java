package io.github.stint.verification.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class ExplorerTest {

    /** Scenarios of this test. */
    static final class Some {
        @Property("it touches nothing of what is tested")
        void touchesNothing(World world) {
            world.point();
        }
    }

    private static Method scenario(String name) throws NoSuchMethodException {
        return Some.class.getDeclaredMethod(name, World.class);
    }

    @Test
    void aScenarioThatTouchesNothingWovenIsRefused() throws NoSuchMethodException {
        Method nothing = scenario("touchesNothing");

        assertThatThrownBy(() -> new Explorer(nothing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'Some.touchesNothing' touches nothing that is woven");
    }

    @Test
    void aMethodReferenceThatWouldLeaveTheWorldIsRefused() throws Exception {
        byte[] bytes;
        try (InputStream in = Referring.class.getResourceAsStream("ExplorerTest$Referring.class")) {
            bytes = in.readAllBytes();
        }
        Weaving weaving = new Weaving(name -> null);

        assertThatThrownBy(() -> weaving.weave(bytes)).hasMessageContaining("method reference to System::nanoTime");
    }

    /** Asks for the time past what can be woven. */
    static final class Referring {
        LongSupplier clock() {
            return System::nanoTime;
        }
    }

    /** Makes a virtual thread of ours in a JVM that may not have been told to allow it. */
    static final class Main {
        public static void main(String[] args) {
            VirtualThreads.unstarted(Runnable::run, "thread", () -> {});
        }
    }

    @Test
    void withoutTheInsidesOfTheJdkItSaysSoAndFails() throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(output)
                .contains("the seeded scheduler cannot run")
                .contains("--add-opens=java.base/java.lang=ALL-UNNAMED");
    }
}
