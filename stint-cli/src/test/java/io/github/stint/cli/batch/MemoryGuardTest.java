package io.github.stint.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.cli.control.MemoryLimit;
import io.github.stint.cli.output.OutputPlace;
import io.github.stint.cli.output.Screen;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryGuardTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Screen screen = new Screen(
            Channels.newChannel(new ByteArrayOutputStream()), Channels.newChannel(err), OutputPlace.SAME, () -> 80);
    private final AtomicLong available = new AtomicLong(1_000);

    @Test
    void theYoungestIsEndedAgainAndAgainAndTheLastOneIsNot() throws Exception {
        try (TaskPool pool = TaskPool.open("guarded", 3);
                MemoryGuard guard = new MemoryGuard(new MemoryLimit(1_000, available::get), pool, screen)) {
            Gate gate = new Gate();
            Task<Boolean> oldest = submit(pool, guard, gate);
            Task<Boolean> middle = submit(pool, guard, gate);
            Task<Boolean> youngest = submit(pool, guard, gate);

            available.set(500);
            guard.look();
            assertThat(youngest.cancelReason()).isEmpty();

            available.set(499);
            guard.look();
            assertThat(youngest.await()).isTrue();
            assertThat(middle.cancelReason()).isEmpty();
            Eventually.eventually("two are left", () -> pool.stats().running() == 2);
            guard.look();
            assertThat(middle.await()).isTrue();
            Eventually.eventually("one is left", () -> pool.stats().running() == 1);
            guard.look();
            assertThat(oldest.cancelReason()).isEmpty();

            gate.open();
            assertThat(oldest.await()).isFalse();
        }
        assertThat(err.toString(StandardCharsets.US_ASCII).lines()).hasSize(2);
    }

    /** Waits at the gate, and says whether it was ended by the guard. */
    private static Task<Boolean> submit(TaskPool pool, MemoryGuard guard, Gate gate) throws Exception {
        Task<Boolean> task = pool.submit(() -> {
            try {
                gate.pass();
            } catch (InterruptedException ended) {
                // that is what is asked here
            }
            return guard.hasEvicted();
        });
        Eventually.eventually("it runs", () -> task.info().ranFor().isPositive());
        return task;
    }
}
