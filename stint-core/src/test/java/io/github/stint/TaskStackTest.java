package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.test.Gate;
import org.junit.jupiter.api.Test;

/** Where the thread of a task stands. */
class TaskStackTest {

    @Test
    void aRunningTaskHasTheStackOfItsBodyAndOthersHaveNone() throws Exception {
        try (Gate gate = new Gate();
                TaskPool pool = TaskPool.builder("pool").size(1).queue(1).open()) {
            Task<Void> running = pool.submit(gate::pass);
            Task<Void> queued = pool.submit(gate::pass);
            gate.awaitArrived(1);
            assertThat(running.stackTrace())
                    .extracting(StackTraceElement::getMethodName)
                    .contains("pass");
            assertThat(queued.stackTrace()).isEmpty();
            gate.open();
            assertThat(queued.join().getClass()).isEqualTo(Outcome.Success.class);
            assertThat(queued.stackTrace()).isEmpty();
            assertThat(Task.completed("x").stackTrace()).isEmpty();
        }
    }
}
