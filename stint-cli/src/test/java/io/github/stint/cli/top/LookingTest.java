package io.github.stint.cli.top;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Action;
import io.github.stint.Shutdown;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.cli.steer.Applications;
import io.github.stint.cli.top.Change.Verb;
import io.github.stint.control.ControlClient;
import io.github.stint.control.ControlServer;
import io.github.stint.test.Gate;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a real application, and done to it. */
class LookingTest {

    @TempDir
    private Path folder;

    private final Gate gate = new Gate();
    private TaskPool crawler;
    private ControlServer server;
    private Path socket;

    @BeforeEach
    void anApplication() throws Exception {
        socket = folder.resolve("stint").resolve("shop-4711.sock");
        crawler = TaskPool.builder("crawler")
                .size(2)
                .queue(60_000)
                .onClose(Shutdown.now())
                .open();
        server = listen();
    }

    @AfterEach
    void theApplicationEnds() {
        server.close();
        crawler.close();
        gate.close();
    }

    private ControlServer listen() throws Exception {
        return ControlServer.builder("shop")
                .owners(crawler)
                .allowChanges()
                .socket(socket)
                .start();
    }

    private void submit(int tasks) throws InterruptedException {
        for (int i = 0; i < tasks; i++) {
            crawler.submit(TaskOptions.named("fetch").group("probes"), (Action) gate::pass);
        }
        gate.awaitArrived(2);
    }

    @Test
    void of60000TasksOnlyThoseOnTheScreenAreAskedFor() throws Exception {
        submit(60_000);
        Model model = Shown.empty(80, 24);
        try (ControlClient client = ControlClient.connect(socket)) {
            Seen seen = new Looking(client).look(Wanted.of(model));

            assertThat(seen.tasks().matching()).isEqualTo(60_000);
            assertThat(seen.tasks().tasks()).hasSizeLessThan(24);
            List<String> lines = Shown.lines(model.with(seen));
            assertThat(lines.get(2)).contains("60000 tasks by id");
            assertThat(lines.stream().filter(line -> line.contains("crawler/probes/fetch#")))
                    .hasSize(seen.tasks().tasks().size() - 1); // the owner has taken a row
        }
    }

    @Test
    void changesAreCarriedOutAndToldInOneLine() throws Exception {
        submit(4);
        try (ControlClient client = ControlClient.connect(socket)) {
            Steering steering = new Steering(client);
            List<Target> owner = List.of(new Target.OfOwner("crawler"));

            assertThat(steering.carryOut(Change.of(Verb.MORE, owner))).isEqualTo("'crawler': limit 2 -> 3");
            assertThat(steering.carryOut(Change.of(Verb.FEWER, owner))).isEqualTo("'crawler': limit 3 -> 2");
            assertThat(steering.carryOut(Change.of(Verb.PAUSE, owner))).isEqualTo("'crawler' is paused");
            assertThat(steering.carryOut(Change.of(Verb.PAUSE, owner)))
                    .isEqualTo("refused: 'crawler' is paused already: its limit is 0");
            assertThat(steering.carryOut(Change.of(Verb.RESUME, owner))).isEqualTo("'crawler' is open");
            assertThat(steering.carryOut(Change.of(Verb.DRAIN, owner)))
                    .isEqualTo("'crawler' is locked, and 4 tasks to end");
            assertThat(steering.carryOut(Change.of(Verb.CANCEL, List.of(Shown.target(1), Shown.target(2)))))
                    .isEqualTo("2 tasks asked to stop");
            assertThat(steering.carryOut(new Change(Verb.CANCEL_MATCHING, List.of(), "group=probes id>3")))
                    .isEqualTo("1 task asked to stop");
            assertThat(steering.carryOut(new Change(Verb.CANCEL_MATCHING, List.of(), "colour=red")))
                    .startsWith("refused: bad filter");
            eventually("they have ended", () -> crawler.stats().cancelled() == 3);
        }
    }

    @Test
    void aLinkLooksTellsOfALostConnectionAndConnectsAnew() throws Exception {
        submit(3);
        Applications applications = new Applications(socket.toString(), null);
        try (Link link = new Link(applications, applications.connect())) {
            link.look(Wanted.of(Shown.empty(80, 24)));
            link.start();
            await(
                    link,
                    it -> it instanceof Event.Looked looked
                            && looked.seen().tasks().matching() == 3);

            server.close();
            await(link, Event.Lost.class::isInstance);

            server = listen();
            await(link, Event.Looked.class::isInstance);

            link.carryOut(Change.of(Verb.CANCEL, List.of(Shown.target(3))));
            await(link, new Event.Said("1 task asked to stop")::equals);
        }
    }

    @Test
    void aLinkThatHasFailedSaysSoInsteadOfShowingAnOldPicture() throws Exception {
        Applications thatThrow = new Applications("/no\0path", null);
        try (Link link = new Link(thatThrow, ControlClient.connect(socket))) {
            link.look(Wanted.of(Shown.empty(80, 24)));
            link.start();
            await(link, Event.Looked.class::isInstance);

            server.close(); // so it connects anew

            assertThatThrownBy(() -> await(link, _ -> false))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot talk with the application any more")
                    .hasCauseInstanceOf(InvalidPathException.class);
        }
    }

    @Test
    void whileSomebodyLooksTheTimesOfGroupsAreKept() throws Exception {
        Applications applications = new Applications(socket.toString(), null);
        try (Link link = new Link(applications, applications.connect())) {
            link.look(Wanted.of(Shown.press(Shown.empty(80, 24), "2")));
            link.start();
            await(link, Event.Looked.class::isInstance);

            gate.open();
            submit(5);

            await(
                    link,
                    it -> it instanceof Event.Looked looked
                            && looked.seen().times().stream()
                                    .anyMatch(times -> times.ran().count() == 5
                                            && !times.ran().octaves().isEmpty()));
        }
    }

    private static void await(Link link, Predicate<Event> wanted) {
        List<Event> seen = new ArrayList<>();
        eventually("the link tells that", () -> {
            for (Event event = link.next(); event != null; event = link.next()) {
                seen.add(event);
            }
            return seen.stream().anyMatch(wanted);
        });
    }
}
