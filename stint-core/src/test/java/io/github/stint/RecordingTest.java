package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.testing.Bodies;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;

/** What a flight recording tells of owners and tasks. */
class RecordingTest {

    private final Queue<RecordedEvent> events = new ConcurrentLinkedQueue<>();

    @Test
    void aRecordingTellsOfTasksRefusalsAndClosings() throws Exception {
        try (RecordingStream stream = new RecordingStream()) {
            for (String name : List.of("stint.Task", "stint.Rejected", "stint.Closed", "stint.OwnerStats")) {
                stream.enable(name);
                stream.onEvent(name, event -> {
                    if (String.valueOf(event.getString("owner")).equals("recorded")) {
                        events.add(event);
                    }
                });
            }
            stream.setReuse(false);
            stream.startAsync();
            TaskPool pool = TaskPool.open("recorded", 2);
            pool.submit(TaskOptions.named("fine").group("pages"), () -> "x").await();
            pool.submit(Bodies.throwing(new IllegalStateException("no"))).join();
            Task<Void> blocked = pool.submit(Bodies.blocked());
            eventually("it runs", () -> blocked.state() == TaskState.RUNNING);
            eventually(
                    "the numbers were recorded",
                    () -> !named("stint.OwnerStats").isEmpty());
            blocked.cancel("enough");
            pool.close();
            assertThatThrownBy(() -> pool.submit(() -> 1)).isInstanceOf(TaskRejectedException.class);
            stream.stop();
        }
        assertThat(named("stint.Task")).hasSize(3);
        RecordedEvent fine = task("recorded/pages/fine#1");
        assertThat(fine.getString("group")).isEqualTo("pages");
        assertThat(fine.getLong("id")).isEqualTo(1);
        assertThat(fine.getString("outcome")).isEqualTo("succeeded");
        assertThat(fine.getThread().getJavaName()).isEqualTo("recorded/pages/fine#1");
        assertThat(task("recorded#2").getString("outcome")).isEqualTo("failed");
        assertThat(task("recorded#2").getString("error")).isEqualTo("java.lang.IllegalStateException");
        assertThat(task("recorded#3").getString("outcome")).isEqualTo("cancelled");
        assertThat(task("recorded#3").getString("error")).isEqualTo("enough");
        assertThat(named("stint.Rejected"))
                .singleElement()
                .satisfies(it -> assertThat(it.getString("why")).isEqualTo("CLOSED"));
        assertThat(named("stint.Closed"))
                .singleElement()
                .satisfies(it -> assertThat(it.getInt("stragglers")).isZero());
        assertThat(named("stint.OwnerStats").getFirst().getInt("limit")).isEqualTo(2);
    }

    @Test
    void theNumbersOfAnOwnerAreRecordedThoughNoTaskBegins() throws Exception {
        try (RecordingStream stream = new RecordingStream()) {
            stream.enable("stint.OwnerStats");
            stream.onEvent("stint.OwnerStats", events::add);
            stream.setReuse(false);
            stream.startAsync();
            try (TaskPool pool = TaskPool.open("idle-recorded", 3)) {
                eventually(
                        "its numbers are recorded",
                        () -> named("stint.OwnerStats").stream()
                                .anyMatch(it -> pool.name().equals(it.getString("owner")) && it.getInt("limit") == 3));
            }
        }
    }

    private RecordedEvent task(String name) {
        return named("stint.Task").stream()
                .filter(it -> it.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<RecordedEvent> named(String name) {
        return events.stream()
                .filter(it -> it.getEventType().getName().equals(name))
                .toList();
    }
}
