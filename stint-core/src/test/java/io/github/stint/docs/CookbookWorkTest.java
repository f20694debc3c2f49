package io.github.stint.docs;

import static io.github.stint.test.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.TaskManager;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import io.github.stint.Tasks;
import io.github.stint.WorkerPool;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What docs/cookbook.md shows of work that goes on and on. */
class CookbookWorkTest {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Gate hold = new Gate();

    // ---- workers of a queue

    private final BlockingQueue<String> orders = new ArrayBlockingQueue<>(1_000);

    private void handle(String order) throws InterruptedException {
        if (order.equals("slow")) {
            hold.pass();
        }
        told.add(order);
    }

    @Test
    void aWorkerIsStoppedBetweenOrders() throws Exception {
        // shown: queue
        WorkerPool clerks = WorkerPool.open("clerks", () -> {
            while (true) {
                String order = orders.take(); // a stop ends it here,
                Tasks.shield(() -> {
                    handle(order); // and not in the midst of an order
                });
            }
        });
        clerks.start(4);
        // end
        try (clerks) {
            orders.put("slow");
            hold.awaitArrived(1);
            assertThat(clerks.stopAll()).hasSize(4);
            eventually("the others end", () -> clerks.stats().live() == 1);
            hold.open();
            eventually("the last ends", () -> clerks.stats().live() == 0);
            assertThat(told).containsExactly("slow");
            assertThat(hold.interrupts()).isZero();
        }
    }

    @Test
    void thereAreAsManyAsAreNeeded() throws Exception {
        VirtualTicker time = new VirtualTicker();
        try (WorkerPool clerks = WorkerPool.open("clerks", () -> handle(orders.take()));
                TaskService background =
                        TaskService.builder("background").ticker(time).open()) {
            // shown: scale
            background.every("clerks", ofSeconds(1), () -> clerks.scaleTo(Math.clamp(orders.size() / 10, 1, 50)));
            // end
            time.awaitParked(1);
            time.advance(ofSeconds(1));
            eventually("there is one", () -> clerks.size() == 1);
            time.awaitParked(1);
        }
    }

    // ---- a server

    @Test
    void aServerFinishesWhatItHasBegun() throws Exception {
        // shown: server
        TaskManager tasks = TaskManager.builder("shop")
                .onClose(Shutdown.drainFor(ofSeconds(20)))
                .open();
        TaskPool requests =
                tasks.adopt(TaskPool.builder("http").size(200).queue(1_000).open());

        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(requests.asExecutorService()); // requests are tasks: limited, named, seen, drained
        server.createContext("/", exchange -> {
            byte[] answer = "hello".getBytes(UTF_8);
            // end
            pass(exchange.getRequestURI());
            // shown: server
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        server.start();

        Thread end = new Thread(() -> {
            server.stop(20); // takes no more requests, and waits 20 s for those it has
            tasks.close(); // and then for all else
        });
        Runtime.getRuntime().addShutdownHook(end); // SIGTERM, SIGINT, System.exit
        // end
        assertThat(Runtime.getRuntime().removeShutdownHook(end)).isTrue();
        InetSocketAddress address = server.getAddress();
        URI home = URI.create("http://localhost:" + address.getPort() + "/slow");
        HttpRequest request = HttpRequest.newBuilder(home).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<String>> slow = client.sendAsync(request, BodyHandlers.ofString());
            hold.awaitArrived(1);
            assertThat(requests.tasks())
                    .singleElement()
                    .satisfies(it -> assertThat(it.name()).startsWith("http#"));
            end.start();
            eventually("it takes no more", () -> isRefused(address));
            hold.open();
            assertThat(slow.get().body()).isEqualTo("hello");
            end.join();
            assertThat(tasks.stats().state()).isEqualTo(OwnerState.CLOSED);
        }
    }

    private static boolean isRefused(InetSocketAddress server) throws IOException {
        try (Socket accepted = new Socket(server.getAddress(), server.getPort())) {
            return !accepted.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }

    private void pass(URI uri) throws IOException {
        try {
            if (uri.getPath().equals("/slow")) {
                hold.pass();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    // ---- periodic jobs

    private Clock clock = Clock.systemUTC();

    private void cleanUp() {
        told.add("cleaned");
    }

    private void report() {
        told.add("reported");
        throw new IllegalStateException("no paper");
    }

    // shown: nightly
    private void reportNightly(TaskService background) {
        ZonedDateTime tomorrow = ZonedDateTime.now(clock).plusDays(1).with(LocalTime.of(3, 0));
        background.at("report", tomorrow.toInstant(), () -> {
            try {
                report();
            } finally {
                reportNightly(background);
            }
        });
    }
    // end

    @Test
    void jobsComeAgain() throws Exception {
        VirtualTicker time = new VirtualTicker();
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return noon.plus(time.elapsed());
            }
        };
        try (TaskService background =
                TaskService.builder("background").ticker(time).clock(clock).open()) {
            // shown: periodic
            background.every("cleanup", ofHours(1), this::cleanUp); // an hour from now, and then every hour
            reportNightly(background); // at three in the morning
            // end
            time.awaitParked(2);
            time.advance(ofHours(15));
            eventually("both have run", () -> told.contains("cleaned") && told.contains("reported"));
            time.awaitParked(2);
            told.clear();
            time.advance(ofHours(24));
            eventually("both run again", () -> told.contains("cleaned") && told.contains("reported"));
            time.awaitParked(2);
        }
    }
}
