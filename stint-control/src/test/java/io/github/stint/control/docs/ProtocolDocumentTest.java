package io.github.stint.control.docs;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.control.ControlClient;
import io.github.stint.control.ControlServer;
import io.github.stint.control.TaskQuery;
import io.github.stint.control.testing.Shop;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/protocol.md} is what is said here. With {@code -Ddocs.update=true} it is rewritten instead of compared. */
class ProtocolDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/protocol.md");

    @TempDir
    private Path folder;

    private record Fetch(String url, int depth) {}

    @Test
    void theDocumentShowsWhatIsSaid() throws Exception {
        Path socket = folder.resolve("run/shop.sock");
        try (Shop shop = new Shop();
                ControlServer _ = ControlServer.builder("shop")
                        .owners(shop.manager)
                        .socket(socket)
                        .allowChanges()
                        .keepEnded(100)
                        .handler("fetch", shop.crawler, MethodHandles.lookup(), Fetch.class, it -> it.url())
                        .start();
                ControlClient other = ControlClient.connect(socket);
                Transcript transcript = new Transcript(socket)) {
            looking(shop, transcript);
            steering(shop, other, transcript);
            bringing(shop, transcript);
            watching(shop, transcript);
            if (Boolean.getBoolean("docs.update")) {
                Files.writeString(DOCUMENT, transcript.text());
            }
            assertThat(transcript.text())
                    .as("docs/protocol.md; with -Ddocs.update=true it is rewritten")
                    .isEqualTo(Files.readString(DOCUMENT));
        }
    }

    private static void looking(Shop shop, Transcript it) throws Exception {
        shop.withProbes();
        it.say("""
            # The control protocol, at work

            What is said here is said by a test, to an application named `shop`: a manager that has adopted a pool `crawler` of
            two, workers, and a service. The rules are in the description of the package `io.github.stint.control`. To try it,
            connect to the socket of an application and type:

            ```sh
            nc -U "$XDG_RUNTIME_DIR"/stint/shop-4711.sock
            ```

            Lines with → are the client's, those with ← the server's. Times are milliseconds; here they, the stacks and the
            like are left out.

            ## Looking

            The server speaks first. A request without a number gets its place among the requests of the connection.
            """)
                .hear()
                .ask("{\"verb\":\"owners\"}")
                .ask("{\"verb\":\"tasks\",\"where\":\"state=queued name~fetch\"}");
        it.say("A task with its stack, and a tree with two tasks at most:")
                .ask("{\"id\":10,\"verb\":\"show\",\"owner\":\"crawler\",\"task\":1}")
                .ask("{\"id\":11,\"verb\":\"tree\",\"owner\":\"crawler\",\"limit\":2}");
        it.say("What cannot be done is told with a code, and nothing is ignored:")
                .ask("{\"verb\":\"stats\",\"owner\":\"crawlr\"}")
                .ask("{\"verb\":\"stats\",\"owner\":\"crawler\",\"colour\":\"red\"}")
                .ask("{\"verb\":\"tasks\",\"where\":\"age>5\"}")
                .ask("please");
    }

    private static void steering(Shop shop, ControlClient other, Transcript it) throws Exception {
        it.say("""
            ## Steering

            How many tasks a filter means, before it is used to cancel them:
            """)
                .ask("{\"verb\":\"cancel\",\"where\":\"group=probes\",\"dry\":true}")
                .ask("{\"verb\":\"cancel\",\"owner\":\"crawler\",\"task\":3,\"why\":\"wrong bucket\"}");
        eventually(
                "its end is told, and it is off the books",
                () -> shop.crawler.task(3).isEmpty()
                        && !other.ended(TaskQuery.all(), 0).tasks().isEmpty());
        it.say("An ended task is known if the application keeps them. It tells who cancelled it, and why:")
                .ask("{\"verb\":\"show\",\"owner\":\"crawler\",\"task\":3}");
        it.say("Limits are changed while tasks run, which stops nobody:")
                .ask("{\"verb\":\"resize\",\"owner\":\"crawler\",\"size\":4,\"why\":\"more of them\"}")
                .ask("{\"verb\":\"pause\",\"owner\":\"crawler\"}")
                .ask("{\"verb\":\"pause\",\"owner\":\"crawler\"}")
                .ask("{\"verb\":\"resume\",\"owner\":\"crawler\"}")
                .ask("{\"verb\":\"workers\",\"owner\":\"mailers\",\"start\":2}")
                .ask("{\"verb\":\"workers\",\"owner\":\"mailers\",\"stop\":1}");
        shop.withPoller();
        it.ask("{\"verb\":\"restart\",\"owner\":\"background\",\"service\":\"poller\"}");
        shop.gate.open();
        assertThat(shop.crawler.awaitIdle(Duration.ofSeconds(30))).isTrue();
        it.say("To drain is to lock and to wait:")
                .ask("{\"verb\":\"drain\",\"owner\":\"crawler\",\"within\":30000}")
                .ask("{\"verb\":\"unlock\",\"owner\":\"crawler\"}");
    }

    private static void bringing(Shop shop, Transcript it) throws Exception {
        it.say("""
            ## Bringing work

            Handlers that the application has registered, called with an object, with a list, and many times:
            """)
                .ask("{\"verb\":\"handlers\"}")
                .ask("{\"verb\":\"submit\",\"handler\":\"fetch\",\"args\":{\"url\":\"https://a.example\",\"depth\":1}}")
                .ask(
                        "{\"verb\":\"map\",\"handler\":\"fetch\",\"each\":[[\"https://b.example\",1],[\"https://c.example\",2]],"
                            + "\"concurrency\":2,\"group\":\"more\"}")
                .ask("{\"verb\":\"submit\",\"handler\":\"fetch\",\"args\":[\"https://d.example\"]}");
        eventually(
                "all are off the books",
                () -> shop.crawler.stats().live() == 0 && shop.crawler.stats().submitted() == 6);
    }

    private static void watching(Shop shop, Transcript it) throws Exception {
        it.say("""
            ## Watching

            The first event tells all there is, each further one what has changed. Here the watched owner is closed:
            """)
                .ask("{\"id\":70,\"verb\":\"watch\",\"owner\":\"crawler\",\"tasks\":true,\"every\":100}")
                .hear();
        shop.crawler.close();
        it.hearOf("goneOwners").ask("{\"id\":71,\"verb\":\"unwatch\",\"watch\":70}");
    }
}
