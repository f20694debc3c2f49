package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.TaskOptions;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What becomes of work whose thread cannot be started; here, because it has no name. */
class LauncherTest {

    private static final String NO_NAME = null;

    private final List<Thread> doneOn = new CopyOnWriteArrayList<>();

    @Test
    void whatIsToBeDoneAsideIsDoneOnAThreadOfThatName() {
        Launcher.aside("name", () -> doneOn.add(Thread.currentThread()));
        Eventually.eventually("it is done", () -> !doneOn.isEmpty());
        assertThat(doneOn.getFirst()).isNotSameAs(Thread.currentThread());
        assertThat(doneOn.getFirst().getName()).isEqualTo("name");
        assertThat(doneOn.getFirst().isVirtual()).isTrue();
    }

    @Test
    void itIsDoneHereIfThereCanBeNoThread() {
        Launcher.aside(NO_NAME, () -> doneOn.add(Thread.currentThread()));
        assertThat(doneOn).containsExactly(Thread.currentThread());
    }

    @Test
    void theLogIsWrittenOnAThreadNamedForItsOwner() {
        Launcher.log("owner", () -> doneOn.add(Thread.currentThread()));
        Eventually.eventually("it is done", () -> !doneOn.isEmpty());
        assertThat(doneOn.getFirst().getName()).isEqualTo("owner/log");
    }

    @Test
    void theCallbacksOfATaskThatNeverBeganAreCalledHereIfThereCanBeNoThread() {
        Engine engine =
                new Engine(EngineOptions.queueing("Test", "engine", 0, FailurePolicy.COUNT, Ticker.system()), null);
        Thread here = Thread.currentThread();
        List<String> called = new ArrayList<>();
        TaskCell<String> cell = new TaskCell<>(
                engine,
                TaskOptions.defaults()
                        .onCancelled(task -> called.add(task.state() + " " + (Thread.currentThread() == here))),
                () -> "never");
        engine.start(cell);

        ThreadStarts failing = ThreadStarts.by(thread -> {
            throw new OutOfMemoryError("no thread");
        });
        try {
            cell.cancel("not needed");
        } finally {
            failing.close();
        }

        assertThat(called).containsExactly("CANCELLED true");
        assertThat(engine.view().cells()).isEmpty();
    }
}
