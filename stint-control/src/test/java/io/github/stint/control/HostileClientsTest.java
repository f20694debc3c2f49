package io.github.stint.control;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.control.internal.io.Limits;
import io.github.stint.control.testing.RawClient;
import io.github.stint.control.testing.Shop;
import io.github.stint.control.view.OwnerView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a client does costs its connection and nothing else. */
class HostileClientsTest {

    private static final Limits SHORT = requestsWithin(Duration.ofMillis(500));

    private final Shop shop = new Shop();
    private final List<RawClient> hostile = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path socket;
    private ControlServer server;

    private static Limits requestsWithin(Duration time) {
        return new Limits(8, 4 * 1024, 1024, 16 * 1024, 64 * 1024, time, Duration.ofSeconds(2), Duration.ofMillis(500));
    }

    @BeforeEach
    void serve() throws IOException {
        socket = folder.resolve("run/shop.sock");
        start(SHORT);
    }

    private void start(Limits limits) throws IOException {
        server = ControlServer.builder("shop")
                .owners(shop.manager)
                .allowChanges()
                .socket(socket)
                .limits(limits)
                .start();
    }

    @AfterEach
    void close() throws IOException {
        for (RawClient one : hostile) {
            one.close();
        }
        server.close();
        shop.close();
    }

    private RawClient connect() throws IOException {
        RawClient one = RawClient.at(socket);
        hostile.add(one);
        return one;
    }

    private void assertServes() throws Exception {
        try (ControlClient client = ControlClient.connect(socket)) {
            assertThat(client.owners()).extracting(OwnerView::name).contains("shop");
        }
    }

    @Test
    void whatIsNoRequestIsRefusedAndTheConnectionGoesOn() throws Exception {
        server.close();
        start(requestsWithin(Duration.ofMinutes(1)));
        RawClient raw = connect();
        assertThat(raw.hear()).startsWith("{\"stint\":1,\"name\":\"shop\"");
        for (String[] line : new String[][] {
            {"x", "bad-json"},
            {"{}", "bad-argument"},
            {"{\"verb\":1}", "bad-argument"},
            {"{\"verb\":\"exec\"}", "unknown-verb"},
            {"{\"verb\":\"OWNERS\"}", "unknown-verb"},
            {"{\"verb\":\"owners\",\"verb\":\"lock\"}", "bad-json"},
            {"{\"verb\":\"owners\",\"colour\":1}", "bad-argument"},
            {"{\"verb\":\"owners\"}{\"verb\":\"owners\"}", "bad-json"},
            {"{\"verb\":\"stats\"}", "bad-argument"},
            {"{\"verb\":\"tasks\",\"limit\":99999999999999999999}", "bad-json"},
            {"{\"verb\":\"tasks\",\"limit\":2001}", "bad-argument"},
            {"{\"verb\":\"tasks\",\"where\":\"name~(a\"}", "bad-argument"},
            {"{\"verb\":\"owners\",\"id\":\"1\"}", "bad-argument"},
            {"{\"verb\":\"cancel\",\"owner\":\"crawler\"}", "bad-argument"},
            {"{\"verb\":\"resize\",\"owner\":\"crawler\",\"size\":1e3}", "bad-argument"},
            {"{\"verb\":\"drain\",\"owner\":\"crawler\",\"within\":1e14}", "bad-argument"},
            {"[".repeat(3_000), "bad-json"},
            {"{\"verb\":\"\u0000\"}", "bad-json"}
        }) {
            assertThat(raw.ask(line[0])).as(line[0]).contains("\"code\":\"" + line[1] + "\"");
        }
        assertThat(raw.send(new byte[] {(byte) 0xff, '\n'}).hear()).contains("not UTF-8");
        assertThat(raw.ask("{\"id\":99,\"verb\":\"owners\"}")).startsWith("{\"id\":99,\"ok\":");
        assertThat(raw.ask("{\"verb\":\"handlers\"}")).isEqualTo("{\"id\":21,\"ok\":{\"handlers\":[]}}");
    }

    @Test
    void aLineWithoutAnEndIsNotReadOn() throws Exception {
        RawClient raw = connect();
        raw.hear();
        ByteBuffer chunk = ByteBuffer.wrap("x".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
        int sent = 0;
        try {
            while (sent < 100 * 1024 * 1024) {
                sent += raw.channel().write(chunk.rewind());
            }
        } catch (IOException e) {
            // the other end is closed
        }
        assertThat(sent).isLessThan(10 * 1024 * 1024);
        assertThat(raw.hearAll()).contains("line-too-long").contains("at most 4096 bytes");
        assertServes();
    }

    @Test
    void whoIsSilentOrSlowHasATime() throws Exception {
        RawClient silent = connect();
        RawClient slow = connect();
        slow.send("{\"verb\":".getBytes(StandardCharsets.US_ASCII));
        assertThat(silent.hearAll()).contains("time-over").contains("there was no request within PT0.5S");
        assertThat(slow.hearAll()).contains("time-over");
        RawClient once = connect();
        once.hear();
        assertThat(once.ask("{\"verb\":\"handlers\"}")).contains("ok");
        assertThat(once.hearAll()).contains("there was no request for PT2S");
        assertServes();
    }

    @Test
    void whoNeverReadsIsClosedAndMakesNobodyWait() throws Exception {
        shop.crawler.resize(0);
        for (int i = 0; i < 50; i++) {
            shop.crawler.submit(() -> "x");
        }
        RawClient deaf = connect();
        byte[] ask = "{\"verb\":\"tasks\"}\n".getBytes(StandardCharsets.US_ASCII);
        int asked = 0;
        try {
            while (asked < 1_000_000) {
                deaf.send(ask);
                asked++;
            }
        } catch (IOException e) {
            // the other end is closed
        }
        assertThat(asked).isLessThan(1_000_000);
        assertServes();
    }

    @Test
    void whoWatchesAndNeverReadsMakesNobodyWait() throws Exception {
        RawClient deaf = connect();
        deaf.say("{\"verb\":\"watch\",\"every\":100,\"tasks\":true,\"ended\":true}");
        shop.crawler.resize(4);
        var batch = shop.crawler.map(IntStream.range(0, 20_000).boxed().toList(), 4, it -> it);
        assertThat(batch.awaitDone(Duration.ofSeconds(50))).isTrue();
        assertServes();
    }

    @Test
    void newcomersTakeThePlaceOfThoseThatAskForNothing() throws Exception {
        try (ControlClient early = ControlClient.connect(socket)) {
            assertThat(early.owners()).isNotEmpty();
            for (int i = 0; i < 50; i++) {
                connect().send(new byte[] {'{'});
                if (i % 10 == 0) {
                    assertServes();
                }
            }
            assertThat(early.owners()).isNotEmpty();
        }
    }

    @Test
    void whenAllConnectionsAreInUseOneMoreIsSentAway() throws Exception {
        List<ControlClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                clients.add(ControlClient.connect(socket));
                assertThat(clients.getLast().owners()).isNotEmpty();
            }
            assertThat(connect().hearAll()).contains("\"code\":\"busy\"").contains("8 of 8 connections are in use");
        } finally {
            clients.forEach(ControlClient::close);
        }
        eventually("there is room again", () -> {
            try (RawClient raw = RawClient.at(socket)) {
                return raw.hear().contains("\"stint\":1");
            }
        });
    }

    @Test
    void randomBytesAreRefusedOrHangUp() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long end = System.nanoTime() + 1_000_000_000L;
        int connections = 0;
        while (System.nanoTime() < end) {
            try (RawClient raw = RawClient.at(socket)) {
                connections++;
                for (int i = 0; i < 20; i++) {
                    byte[] bytes = new byte[random.nextInt(300)];
                    random.nextBytes(bytes);
                    raw.send(bytes);
                }
                raw.channel().shutdownOutput();
                String heard = raw.hearAll();
                assertThat(heard)
                        .as("seed %d", seed)
                        .doesNotContain("\"code\":\"internal\"")
                        .doesNotContain("\"ok\"");
            } catch (IOException e) {
                // hung up: that is an answer too
            }
        }
        assertThat(connections).isPositive();
        assertServes();
    }

    @Test
    void whoClosesTheirHalfStillGetsTheAnswers() throws Exception {
        RawClient raw = connect();
        raw.say("{\"verb\":\"handlers\"}").say("{\"verb\":\"stats\",\"owner\":\"shop\"}");
        raw.channel().shutdownOutput();
        assertThat(raw.hearAll().lines()).hasSize(3);
    }
}
