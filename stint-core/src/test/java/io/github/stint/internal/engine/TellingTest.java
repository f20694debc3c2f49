package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CancelReason;
import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.internal.watch.Listeners;
import io.github.stint.spi.TaskListener;
import io.github.stint.test.Eventually;
import io.github.stint.testing.OtherThread;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener is told of one task; more of it is in {@code TaskListenerTest}. */
class TellingTest {

    private final TaskCell<String> cell = new TaskCell<>(Engine.none(), TaskOptions.defaults(), () -> "x");

    @Test
    void anInterruptThatCameBetweenTheStartAndTheTellingIsNotForTheListener() {
        List<Boolean> interrupted = new ArrayList<>();
        Telling telling = telling(new TaskListener() {
            @Override
            public void started(Task<?> task) {
                interrupted.add(Thread.currentThread().isInterrupted());
                Thread.currentThread().interrupt();
            }
        });

        Thread.currentThread().interrupt();
        telling.started();

        assertThat(Thread.interrupted()).isFalse();
        assertThat(interrupted).containsExactly(false);
    }

    @Test
    void whatIsToFollowIsDoneByWhoTellsLast() {
        List<String> order = new ArrayList<>();
        Telling telling = telling(new TaskListener() {
            @Override
            public void submitted(Task<?> task) {
                order.add("submitted");
            }
        });
        telling.announce();
        telling.announce();
        telling.whenTold(() -> order.add("all told"));
        telling.submitted();
        assertThat(order).containsExactly("submitted");
        telling.submitted();
        assertThat(order).containsExactly("submitted", "submitted", "all told");
    }

    @Test
    void whatIsToFollowIsDoneAtOnceIfAllIsTold() {
        List<String> order = new ArrayList<>();
        Telling telling = telling(new TaskListener() {});
        telling.whenTold(() -> order.add("all told"));
        assertThat(order).containsExactly("all told");
        telling.announce();
        telling.submitted();
        assertThat(order).containsExactly("all told");
    }

    @Test
    void whoWaitsUntilAllIsToldKeepsAnInterrupt() throws Exception {
        Telling telling = telling(new TaskListener() {});
        telling.announce();
        OtherThread<Void> task = OtherThread.run(() -> {
            telling.beginning();
            return null;
        });
        Eventually.waits(task.thread());
        task.interrupt();
        telling.submitted();
        assertThat(task.value()).isNull();
        assertThat(task.wasInterruptedAtEnd()).isTrue();
    }

    @Test
    void whoWasNotInterruptedIsNotAfterwards() throws Exception {
        Telling telling = telling(new TaskListener() {});
        telling.announce();
        OtherThread<Void> task = OtherThread.run(() -> {
            telling.beginning();
            return null;
        });
        Eventually.waits(task.thread());
        assertThat(task.isOver()).isFalse();
        telling.submitted();
        assertThat(task.value()).isNull();
        assertThat(task.wasInterruptedAtEnd()).isFalse();
    }

    @Test
    void aCancelIsToldAfterTheSubmissionAndAfterTheStart() {
        List<String> order = new ArrayList<>();
        Telling telling = telling(new TaskListener() {
            @Override
            public void submitted(Task<?> task) {
                order.add("submitted");
            }

            @Override
            public void started(Task<?> task) {
                order.add("started");
            }

            @Override
            public void cancelRequested(Task<?> task, CancelReason why) {
                order.add("cancelled: " + why.why());
            }
        });
        telling.announce();
        telling.submitted();
        telling.beginning();
        telling.announce();
        telling.cancelRequested(new CancelReason(CancelReason.Source.REQUEST, "enough", null, null));
        assertThat(order).containsExactly("submitted");
        telling.started();
        assertThat(order).containsExactly("submitted", "started", "cancelled: enough");
    }

    private Telling telling(TaskListener listener) {
        return new Telling(new Listeners("owner", List.of(listener)), cell);
    }
}
