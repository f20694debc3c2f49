package io.github.stint.verification.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class ExplorerTest {

    /** Scenarios of this test. */
    static final class Some {
        @Property("it touches nothing of what is tested")
        void touchesNothing(World world) {
            world.point();
        }

        @Property("it touches something")
        void touches(World world) {
            world.machine().point();
        }

        @Property("it fails for a reason that is not the schedule")
        void failsOnce(World world) {
            world.machine().point();
            world.require(!FAILS_NEXT.getAndSet(false), "only once");
        }

        static final AtomicBoolean FAILS_NEXT = new AtomicBoolean();
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
    void aFailureThatDoesNotComeAgainIsToldAllTheSame() throws NoSuchMethodException {
        Explorer explorer = new Explorer(scenario("failsOnce"));
        Some.FAILS_NEXT.set(true);

        Exploration explored = explorer.explore(7, 5);

        assertThat(explored.runs()).isEqualTo(5);
        assertThat(explored.failures()).isOne();
        assertThat(explored.described())
                .startsWith("Some.failsOnce, seed 7 (the same in 0 of 10 runs more): only once");
    }

    @Test
    void onlyWhoPreparedAScenarioExploresIt() throws Exception {
        Explorer explorer = new Explorer(scenario("touches"));
        FutureTask<Exploration> elsewhere = new FutureTask<>(() -> explorer.explore(0, 1));

        Thread.startVirtualThread(elsewhere);

        assertThatThrownBy(elsewhere::get)
                .hasRootCauseMessage("'Some.touches' is explored on another thread than the one that prepared it");
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
