package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.testing.LogCapture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallbacksTest {

    private final TaskCell<String> cell = Cells.cell();

    @Test
    void whatACallbackThrowsIsLoggedWithItsTask() {
        try (LogCapture log = LogCapture.of("io.github.stint.Task")) {
            Callbacks.call("an onDone of", cell, task -> {
                throw new IllegalStateException("bad");
            });
            assertThat(log.about("an onDone of task '" + cell.name() + "' threw"))
                    .hasSize(1);
            assertThat(log.records().getFirst().getThrown()).hasMessage("bad");
        }
    }

    @Test
    void anInterruptThatACallbackLeavesIsNobodys() {
        List<Boolean> interrupted = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Callbacks.callHere("an onDone of", cell, task -> {
                interrupted.add(Thread.currentThread().isInterrupted());
                Thread.currentThread().interrupt();
            });
        }
        assertThat(Thread.interrupted()).isFalse();
        assertThat(interrupted).containsExactly(false, false);
    }

    @Test
    void aSevereErrorGoesToTheHandlerOfItsThread() {
        List<Throwable> handled = new ArrayList<>();
        Thread thread = Thread.ofVirtual()
                .uncaughtExceptionHandler((on, error) -> handled.add(error))
                .unstarted(() -> {});
        Error severe = new Error("severe");
        Callbacks.uncaught(thread.getUncaughtExceptionHandler(), thread, severe);
        assertThat(handled).containsExactly(severe);
    }

    @Test
    void whatTheHandlerThrowsIsLoggedAndGoesNoFurther() {
        Thread thread = Thread.ofVirtual()
                .name("worker")
                .uncaughtExceptionHandler((on, error) -> {
                    throw new IllegalStateException("bad handler");
                })
                .unstarted(() -> {});
        try (LogCapture log = LogCapture.of("io.github.stint.Task")) {
            Callbacks.uncaught(thread.getUncaughtExceptionHandler(), thread, new Error("severe"));
            assertThat(log.about("the uncaught handler of worker threw")).hasSize(1);
            assertThat(log.records().getFirst().getThrown()).hasMessage("bad handler");
        }
    }

    @Test
    void whatAnInterruptThrewIsLoggedIfItThrew() {
        try (LogCapture log = LogCapture.of("io.github.stint.Task")) {
            Callbacks.logInterrupt("task 'x'", null);
            assertThat(log.records()).isEmpty();
            Callbacks.logInterrupt("task 'x'", new IllegalStateException("bad channel"));
            assertThat(log.about("the interrupt of task 'x' threw")).hasSize(1);
        }
    }
}
