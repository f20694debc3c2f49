package io.github.stint.soak.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Task;
import io.github.stint.TaskPool;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check is right when all is well, and is not when it is given what it looks for. */
class ChecksTest {

    @TempDir
    private Path folder;

    @Test
    void aThreadThatIsLeftIsSeenByItsName() throws Exception {
        Threads threads = Threads.now();
        CountDownLatch go = new CountDownLatch(1);
        Thread virtual = Thread.ofVirtual().name("left virtual").start(() -> await(go));
        Thread platform = Thread.ofPlatform().name("left \"platform\"").start(() -> await(go));
        Check check = threads.check(Duration.ZERO);
        go.countDown();
        virtual.join();
        platform.join();
        assertThat(check.ok()).isFalse();
        assertThat(check.details()).contains("1 x virtual 'left virtual'", "1 x platform 'left \"platform\"'");
        assertThat(threads.check(Duration.ofSeconds(1)).details()).noneMatch(detail -> detail.contains("left"));
    }

    @Test
    void anOpenDescriptorIsSeen() throws Exception {
        Path file = Files.writeString(folder.resolve("kept open"), "x");
        Descriptors descriptors = Descriptors.now();
        try (InputStream open = Files.newInputStream(file)) {
            assertThat(open.read()).isEqualTo('x');
            Check check = descriptors.check();
            assertThat(check.ok()).isFalse();
            assertThat(check.details()).anyMatch(detail -> detail.endsWith("kept open"));
        }
        assertThat(descriptors.check().details()).noneMatch(detail -> detail.endsWith("kept open"));
    }

    @Test
    void aWarningIsSeenAndRestartsAreCountedApart() {
        try (Warnings warnings = Warnings.listen()) {
            System.Logger services = System.getLogger("io.github.stint.TaskService");
            services.log(System.Logger.Level.INFO, "nothing");
            services.log(System.Logger.Level.WARNING, "'s' restarts 'x' in 1 ms, restart 1: error");
            services.log(System.Logger.Level.ERROR, "'s' gives up 'x' after 1 restart, it runs no more: error");
            assertThat(warnings.check().ok()).isTrue();
            assertThat(warnings.check(1, 1).ok()).isTrue();
            assertThat(warnings.check(2, 1).ok()).isFalse();
            assertThat(warnings.check(1, 0).ok()).isFalse();

            services.log(System.Logger.Level.WARNING, "'s' is full");
            System.getLogger("somebody.else").log(System.Logger.Level.ERROR, "broken", new Exception("why"));
            assertThat(warnings.check().ok()).isFalse();
            assertThat(warnings.check().details())
                    .containsExactly(
                            "WARNING io.github.stint.TaskService: 's' is full",
                            "SEVERE somebody.else: broken: java.lang.Exception: why");
        }
    }

    @Test
    void anUncaughtExceptionIsSeen() throws Exception {
        try (Uncaught uncaught = Uncaught.listen()) {
            assertThat(uncaught.check().ok()).isTrue();
            Thread.ofPlatform()
                    .name("thrower")
                    .start(() -> {
                        throw new IllegalStateException("planned");
                    })
                    .join();
            assertThat(uncaught.check().ok()).isFalse();
            assertThat(uncaught.check().details())
                    .containsExactly("'thrower': java.lang.IllegalStateException: planned");
        }
    }

    @Test
    void aTaskThatSomebodyHoldsIsSeenAndNothingIsWhenNobodyDoes() throws Exception {
        AtomicReference<Task<?>> kept = new AtomicReference<>();
        try (TaskPool pool = TaskPool.open("kept", 1)) {
            kept.set(pool.submit(() -> 1));
            assertThat(Leftovers.check(Duration.ZERO).details())
                    .anyMatch(detail -> detail.startsWith("open: TaskPool 'kept'"));
        }
        assertThat(Leftovers.check(Duration.ZERO).details()).contains("1 x io.github.stint.internal.engine.TaskCell");
        assertThat(kept.getAndSet(null).isDone()).isTrue();
        assertThat(Leftovers.check(Duration.ofSeconds(10)).details()).noneMatch(detail -> detail.endsWith("TaskCell"));
    }

    @Test
    void aThreadThatHoldsItsCarrierInOurCodeIsSeen() throws Exception {
        try (Pins pins = Pins.record()) {
            Thread.ofVirtual().start(Pinning::touch).join();
            Check check = pins.check();
            assertThat(check.ok()).isFalse();
            assertThat(check.details()).anyMatch(detail -> detail.contains("ChecksTest$Pinning"));
        }
    }

    @Test
    void withoutAPinThereIsNone() throws Exception {
        try (Pins pins = Pins.record()) {
            Thread.ofVirtual().start(ChecksTest::sleep).join();
            assertThat(pins.check().ok()).isTrue();
        }
    }

    /** Waits in its initialiser, which holds the carrier. */
    private static final class Pinning {

        private static final long DONE;

        static {
            sleep();
            DONE = System.nanoTime();
        }

        static void touch() {
            assertThat(DONE).isNotEqualTo(Long.MIN_VALUE);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(20); // what is under test is a thread that sleeps
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
