package io.github.stint.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskOwner;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;

/** Each test runs tests that leave something behind, and sweeps after them. */
class NothingLeftBehindTest {

    /** What these tests leave behind does not end before it is told to, and is told as soon as that. */
    private static final Duration BRIEFLY = Duration.ofMillis(100);

    private static final List<Thread> THREADS = new ArrayList<>();
    private static Gate gate = new Gate();

    @AfterEach
    void sweep() {
        gate.close();
        TaskOwner.allOpen().forEach(TaskOwner::close);
        THREADS.forEach(Eventually::ends);
        THREADS.clear();
        gate = new Gate();
    }

    // --- what is found

    static class OpenPool {
        @RegisterExtension
        static final NothingLeftBehind WATCH = new NothingLeftBehind(BRIEFLY);

        @Test
        void forgetsToClose() throws Exception {
            TaskPool pool = TaskPool.open("forgotten", 2);
            pool.submit(gate::pass);
            gate.awaitArrived(1);
        }

        @Test
        void tidy() {}
    }

    @Test
    void anOwnerThatWasNotClosedIsToldWithItsTasks() {
        Map<String, TestExecutionResult> results = InnerRun.of(OpenPool.class);
        assertThat(InnerRun.failure(results, "forgetsToClose()"))
                .contains("'OpenPool.forgetsToClose' left something behind that did not end within 100 ms")
                .contains("owner 'forgotten' is open, with 1 tasks")
                .contains("task 'forgotten#1' RUNNING")
                .contains("'forgotten#1' WAITING")
                .contains("Gate.pass");
    }

    @ExtendWith(NothingLeftBehind.class)
    static class SocketRead {
        @Test
        void reads() throws Exception {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket accepted = server.accept();
                    TaskPool pool = TaskPool.open("readers", 1)) {
                Task<Integer> read = pool.submit(() -> accepted.getInputStream().read());
                Standstill.await(pool);
                client.getOutputStream().write(7);
                assertThat(read.await()).isEqualTo(7);
            }
        }
    }

    @Test
    void theThreadsByWhichTheJvmWaitsForSocketsAreNobodys() {
        assertThat(InnerRun.of(SocketRead.class).get("reads()").getStatus()).isEqualTo(Status.SUCCESSFUL);
    }

    @Test
    void nothingIsHeldAgainstOthers() {
        Map<String, TestExecutionResult> results = InnerRun.of(OpenPool.class);
        assertThat(results.get("tidy()").getStatus()).isEqualTo(Status.SUCCESSFUL);
        assertThat(InnerRun.failure(results, "NothingLeftBehindTest$OpenPool")).isEmpty();
    }

    @Test
    void aFileTellsOfAllThreadsAsJson() throws Exception {
        String message = InnerRun.failure(InnerRun.of(OpenPool.class), "forgetsToClose()");
        Matcher path = Pattern.compile("all threads: (\\S+)").matcher(message);
        assertThat(path.find()).isTrue();
        assertThat(path.group(1)).startsWith("target").endsWith(".json");
        assertThat(Files.readString(Path.of(path.group(1))))
                .contains("\"threadDump\"")
                .contains("forgotten#1");
    }

    @ExtendWith(NothingLeftBehind.class)
    static class Straggler {
        @Test
        void closesInHaste() throws Exception {
            TaskPool pool = TaskPool.open("hasty", 1);
            pool.submit(gate::passStubbornly);
            gate.awaitArrived(1);
            pool.shutdown(Shutdown.now().thenCancelFor(Duration.ofMillis(1)));
        }
    }

    @Test
    void aStragglerOfAClosedOwnerIsTold() {
        assertThat(InnerRun.failure(InnerRun.of(Straggler.class), "closesInHaste()"))
                .contains("did not end within 5000 ms")
                .contains("'hasty#1' WAITING")
                .contains("passStubbornly")
                .doesNotContain("is open");
    }

    static class Threads {
        @RegisterExtension
        static final NothingLeftBehind WATCH = new NothingLeftBehind(BRIEFLY);

        @Test
        void virtual() {
            THREADS.add(Thread.ofVirtual().name("left virtual").start(gate::passStubbornly));
        }

        @Test
        void platform() {
            THREADS.add(Thread.ofPlatform().name("left platform").start(gate::passStubbornly));
        }
    }

    @Test
    void threadsOfBothKindsAreTold() {
        Map<String, TestExecutionResult> results = InnerRun.of(Threads.class);
        assertThat(InnerRun.failure(results, "virtual()")).contains("'left virtual' WAITING");
        assertThat(InnerRun.failure(results, "platform()")).contains("'left platform' WAITING");
    }

    static class Shared {
        @RegisterExtension
        static final NothingLeftBehind WATCH = new NothingLeftBehind(BRIEFLY);

        @BeforeAll
        static void open() {
            TaskService.open("shared");
        }

        @Test
        void uses() {}
    }

    @Test
    void whatTestsShareIsHeldAgainstTheirClass() {
        Map<String, TestExecutionResult> results = InnerRun.of(Shared.class);
        assertThat(results.get("uses()").getStatus()).isEqualTo(Status.SUCCESSFUL);
        assertThat(InnerRun.failure(results, "NothingLeftBehindTest$Shared"))
                .contains("'Shared' left something behind")
                .contains("owner 'shared' is open");
    }

    // --- what is let through

    @ExtendWith(NothingLeftBehind.class)
    static class Tidy {
        private static TaskPool shared;

        @AutoClose
        private final TaskPool own = TaskPool.open("own", 1);

        @BeforeAll
        static void open() {
            shared = TaskPool.open("shared", 1);
        }

        @Test
        void usesBoth() throws Exception {
            own.submit(() -> 1).await();
            shared.submit(() -> 1);
        }

        @Test
        void hasAThreadThatIsAboutToEnd() {
            Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 100; i++) {
                    Thread.yield();
                }
            });
        }

        @Test
        void hadALimit() throws Exception {
            VirtualTicker clock = new VirtualTicker();
            try (TaskPool pool = TaskPool.builder("timed").size(1).ticker(clock).open()) {
                pool.submit(() -> 1).await(Duration.ofHours(1));
            }
        }

        @AfterAll
        static void close() {
            shared.close();
        }
    }

    @Test
    void whatIsClosedAfterTheTestOrTheClassIsInOrder() {
        assertThat(InnerRun.of(Tidy.class).values())
                .allSatisfy(result -> assertThat(result.getStatus()).isEqualTo(Status.SUCCESSFUL));
    }

    @ExtendWith(NothingLeftBehind.class)
    @TestInstance(Lifecycle.PER_CLASS)
    static class OneInstance {
        private final TaskPool pool = TaskPool.open("one", 1);

        @Test
        void uses() throws Exception {
            pool.submit(() -> 1).await();
        }

        @AfterAll
        void close() {
            pool.close();
        }
    }

    @Test
    void anInstanceForAllTestsIsWatchedWithItsClass() {
        assertThat(InnerRun.of(OneInstance.class).values())
                .allSatisfy(result -> assertThat(result.getStatus()).isEqualTo(Status.SUCCESSFUL));
    }

    @ExtendWith(NothingLeftBehind.class)
    static class OnPurpose {
        @Test
        @LeavesBehind("the next test looks at it")
        void leaves() {
            TaskPool ignored = TaskPool.open("wanted", 1);
        }

        @Test
        void tidy() {}
    }

    @Test
    void whatIsLeftOnPurposeIsHeldAgainstNobody() {
        assertThat(InnerRun.of(OnPurpose.class).values())
                .allSatisfy(result -> assertThat(result.getStatus()).isEqualTo(Status.SUCCESSFUL));
    }

    @ExtendWith(NothingLeftBehind.class)
    static class WithoutReason {
        @Test
        @LeavesBehind(" ")
        void leaves() {}
    }

    @Test
    void aReasonMustBeGiven() {
        assertThat(InnerRun.failure(InnerRun.of(WithoutReason.class), "leaves()"))
                .isEqualTo("@LeavesBehind of 'leaves()' gives no reason");
    }

    // --- what it cannot do

    @ExtendWith(NothingLeftBehind.class)
    @Execution(ExecutionMode.CONCURRENT)
    static class Parallel {
        @Test
        void runs() {}
    }

    @Test
    void testsThatRunInParallelAreRefused() {
        Map<String, TestExecutionResult> results = InnerRun.of(
                Parallel.class,
                "junit.jupiter.execution.parallel.enabled",
                "true",
                "junit.jupiter.execution.parallel.config.strategy",
                "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                "2");
        assertThat(InnerRun.failure(results, "NothingLeftBehindTest$Parallel"))
                .contains("may run in parallel to others");
    }
}
