package io.github.stint.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Action;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskRejectedException.Why;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What it means that a manager refuses. */
final class Refusals {

    private Refusals() {}

    /** Every form of spawn is refused for that reason, no body runs, and nothing is counted as submitted. */
    static void assertRefused(TaskManager manager, Why why) {
        AtomicBoolean touched = new AtomicBoolean();
        long submitted = manager.stats().submitted();
        TaskOptions options = TaskOptions.named("refused");
        List<Action> spawns = List.of(
                () -> manager.spawn(() -> touched.set(true)),
                () -> manager.spawn(() -> touched.getAndSet(true)),
                () -> manager.spawn(options, () -> touched.set(true)),
                () -> manager.spawn(options, () -> touched.getAndSet(true)));
        assertThat(spawns)
                .allSatisfy(spawn -> assertThatThrownBy(spawn::run)
                        .isInstanceOfSatisfying(
                                TaskRejectedException.class,
                                e -> assertThat(e.why()).isEqualTo(why))
                        .hasMessageContaining("'" + manager.name() + "' is "));
        assertThat(manager.stats().submitted()).isEqualTo(submitted);
        assertThat(touched).as("a body was used").isFalse();
    }
}
