package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome;
import io.github.stint.TaskOptions;
import io.github.stint.TaskState;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that throw what throws itself when it is looked at: such a task ends all the same, and its slot comes back. */
class HostileErrorTest {

    private final Engine engine =
            new Engine(EngineOptions.queueing("Test", "hostile", 1, FailurePolicy.READ, Ticker.system()), null);

    @Test
    void anErrorWithoutWordsFailsItsTaskAndReturnsTheSlot() throws Exception {
        endsAs(TaskState.FAILED, () -> {
            throw new Speechless();
        });
    }

    @Test
    void aCancellationWithoutWordsEndsItsTaskAndReturnsTheSlot() throws Exception {
        endsAs(TaskState.CANCELLED, () -> {
            throw new SpeechlessCancellation();
        });
    }

    @Test
    void anErrorThatThrowsWhenAskedForItsCauseEndsItsCancelledTask() throws Exception {
        endsAs(TaskState.FAILED, () -> {
            TaskCell<?> self = Cancellation.currentTask();
            assertThat(self).isNotNull();
            self.cancel("test");
            throw new Causeless();
        });
    }

    @Test
    void anErrorThatIsItsOwnCauseEndsItsCancelledTask() throws Exception {
        endsAs(TaskState.FAILED, () -> {
            TaskCell<?> self = Cancellation.currentTask();
            assertThat(self).isNotNull();
            self.cancel("test");
            IllegalStateException one = new IllegalStateException("one");
            one.initCause(new IllegalStateException("other", one));
            throw one;
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyThatMeddlesWithTheErrorOfItsTimeLimitEndsItsTask(boolean givesItACause) throws Exception {
        TaskCell<String> cell = new TaskCell<>(engine, TaskOptions.defaults().timeout(Duration.ZERO), () -> {
            TaskCell<?> self = Cancellation.currentTask();
            assertThat(self).isNotNull();
            Throwable over = self.cancelReason().orElseThrow().cause();
            assertThat(over).isNotNull();
            if (givesItACause) {
                over.initCause(new IllegalStateException("of the body"));
                throw new InterruptedException();
            }
            CancellationException cancelled = new CancellationException();
            cancelled.initCause(over);
            throw cancelled;
        });
        engine.start(cell);
        assertIdle(engine);
        assertThat(cell.state()).isEqualTo(TaskState.FAILED);
        Throwable error = ((Outcome.Failure<String>) cell.join()).error();
        for (int depth = 0; error != null; depth++) {
            assertThat(depth).as("causes that go round").isLessThan(20);
            error = error.getCause();
        }
    }

    @ParameterizedTest
    @EnumSource(FailurePolicy.class)
    void whateverAnOwnerDoesAboutFailuresOneWithoutWordsEnds(FailurePolicy policy) throws Exception {
        Engine other = new Engine(EngineOptions.queueing("Test", "hostile", 1, policy, Ticker.system()), null);
        TaskCell<String> cell = new TaskCell<>(other, TaskOptions.defaults(), () -> {
            throw new Speechless();
        });
        other.start(cell);
        assertIdle(other);
        assertThat(cell.state()).isEqualTo(TaskState.FAILED);
    }

    private void endsAs(TaskState state, Callable<String> body) throws Exception {
        TaskCell<String> cell = new TaskCell<>(engine, TaskOptions.defaults(), body);
        engine.start(cell);
        TaskCell<String> next = new TaskCell<>(engine, TaskOptions.defaults(), () -> "next");
        engine.start(next);

        assertIdle(engine);
        assertThat(cell.state()).isEqualTo(state);
        assertThat(next.join()).isEqualTo(new Outcome.Success<>("next"));
        assertThat(engine.view().stats().running()).isZero();
    }

    private static void assertIdle(Engine engine) throws InterruptedException {
        assertThat(engine.ending().awaitIdle(Deadline.after(Ticker.system(), Duration.ofSeconds(5))))
                .as("everything has ended")
                .isTrue();
    }

    private static final class Speechless extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }

    private static final class SpeechlessCancellation extends CancellationException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }

    private static final class Causeless extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause");
        }
    }
}
