package io.github.stint.control;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.TaskInfo;
import io.github.stint.TaskState;
import io.github.stint.control.testing.RawClient;
import io.github.stint.control.testing.Shop;
import io.github.stint.control.view.Change;
import io.github.stint.control.view.EndedTask;
import io.github.stint.control.view.ErrorCode;
import io.github.stint.control.view.OwnerView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes as they are told. */
class WatchTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    private final Shop shop = new Shop();

    @TempDir
    private Path folder;

    private ControlServer server;
    private ControlClient client;

    @BeforeEach
    void connect() throws Exception {
        Path socket = folder.resolve("run/shop.sock");
        server = ControlServer.listen(socket, shop.manager);
        client = ControlClient.connect(socket);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        shop.close();
    }

    /** The changes up to the first that is meant. */
    private static List<Change> until(Watch watch, Predicate<Change> meant) throws Exception {
        List<Change> seen = new ArrayList<>();
        do {
            Change next = watch.next(Duration.ofSeconds(30));
            assertThat(next).as("no change came after %s", seen).isNotNull();
            seen.add(next);
        } while (!meant.test(seen.getLast()));
        return seen;
    }

    @Test
    void theFirstChangeTellsAllAndTheNextWhatIsDifferent() throws Exception {
        shop.withProbes();
        TaskQuery query = TaskQuery.all().of("crawler");
        try (Watch watch = client.watch(WatchOptions.tasks(query).every(SHORT))) {
            Change first = watch.next(Duration.ofSeconds(30));
            assertThat(first.owners()).extracting(OwnerView::name).containsExactly("crawler");
            assertThat(first.tasks()).extracting(TaskInfo::id).containsExactly(1L, 2L, 3L);
            assertThat(first.matching()).isEqualTo(3);
            shop.crawler.cancel(3, "not needed");
            List<Change> then = until(watch, it -> !it.goneTasks().isEmpty());
            assertThat(then.getLast().goneTasks()).containsExactly("crawler/probes/fetch#3");
            assertThat(then.getLast().tasks()).isEmpty();
            assertThat(then)
                    .flatExtracting(Change::tasks)
                    .as("one that was asked to stop may be told of before it has ended")
                    .allMatch(it -> it.id() == 3);
            assertThat(then)
                    .flatExtracting(Change::owners)
                    .last()
                    .extracting(it -> it.stats().cancelled())
                    .isEqualTo(1L);
            shop.crawler.close();
            Change last = until(watch, it -> !it.goneOwners().isEmpty()).getLast();
            assertThat(last.goneOwners()).containsExactly("crawler");
        }
    }

    @Test
    void endedTasksAreToldAsLongAsTheyAreWatched() throws Exception {
        shop.withProbes();
        try (Watch watch = client.watch(WatchOptions.owners().withEnded().every(SHORT))) {
            assertThat(watch.next(Duration.ofSeconds(30)).ended()).isEmpty();
            shop.manager.spawn(() -> "done").await();
            EndedTask ended =
                    until(watch, it -> !it.ended().isEmpty()).getLast().ended().getFirst();
            assertThat(ended.task().name()).isEqualTo("shop#1");
            assertThat(ended.task().state()).isEqualTo(TaskState.SUCCEEDED);
            assertThat(client.ended(TaskQuery.all(), 0).tasks()).containsExactly(ended);
        }
        assertThatThrownBy(() -> client.ended(TaskQuery.all(), 0))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_KEPT));
    }

    @Test
    void ofThousandsOfEndedTasksEachIsToldOrCounted() throws Exception {
        try (Watch watch = client.watch(WatchOptions.owners().withEnded().every(SHORT))) {
            assertThat(watch.next(Duration.ofSeconds(30))).isNotNull();
            shop.crawler.resize(50);
            int tasks = 5_000;
            var batch = shop.crawler.map(IntStream.range(0, tasks).boxed().toList(), 50, it -> it);
            long told = 0;
            while (told < tasks) {
                Change change = watch.next(Duration.ofSeconds(30));
                assertThat(change).as("told of %d", told).isNotNull();
                told += change.ended().size() + change.dropped();
            }
            assertThat(told).isEqualTo(tasks);
            assertThat(batch.isDone()).isTrue();
        }
    }

    @Test
    void nothingIsToldAfterAWatchWasClosedAndTheConnectionGoesOn() throws Exception {
        Watch watch = client.watch(WatchOptions.owners().every(SHORT));
        assertThat(watch.next(Duration.ofSeconds(30))).isNotNull();
        watch.close();
        assertThatThrownBy(() -> watch.next(Duration.ofSeconds(30)))
                .isInstanceOf(IOException.class)
                .hasMessage("the watch was closed here");
        assertThat(client.owners()).isNotEmpty();
        for (int i = 0; i < 10; i++) {
            client.watch(WatchOptions.owners().every(SHORT)).close();
        }
    }

    @Test
    void thereAreSoManyWatchesAndNoMore() throws Exception {
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            watches.add(client.watch(WatchOptions.owners()));
        }
        assertThatThrownBy(() -> client.watch(WatchOptions.owners()))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
        watches.forEach(Watch::close);
        client.watch(WatchOptions.owners()).close();
    }

    @Test
    void aWatchEndsWithItsClientAlsoIfNothingChanges() throws Exception {
        for (int i = 0; i < 4; i++) {
            try (RawClient raw = RawClient.at(server.socket().orElseThrow())) {
                raw.hear();
                for (int watch = 0; watch < 4; watch++) {
                    assertThat(raw.ask("{\"verb\":\"watch\",\"owner\":\"nobody\"}"))
                            .contains("\"ok\"");
                    assertThat(raw.hear()).contains("\"event\"");
                }
            }
        }
        eventually("there is room for another", () -> {
            try {
                client.watch(WatchOptions.owners()).close();
                return true;
            } catch (ControlException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.BUSY);
                return false;
            }
        });
    }

    @Test
    void aWatchEndsWithItsServer() throws Exception {
        try (Watch watch = client.watch(WatchOptions.owners().every(SHORT))) {
            assertThat(watch.next(Duration.ofSeconds(30))).isNotNull();
            server.close();
            assertThatThrownBy(() -> until(watch, it -> false))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the server is being closed");
        }
    }

    @Test
    void whatLooksWrongIsTold() throws Exception {
        try (Watch watch = client.watch(WatchOptions.owners().withWarnings().every(SHORT))) {
            assertThat(watch.next(Duration.ofSeconds(30)).warnings()).isEmpty();
            assertThat(client.warnings()).isEmpty();
            assertThat(client.times()).isEmpty();
        }
    }
}
