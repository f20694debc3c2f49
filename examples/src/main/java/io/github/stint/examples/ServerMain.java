package io.github.stint.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.Tasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A web server that does two requests at a time and declines the others at once, in place of letting them pile up; when it
 * closes, those that it has accepted are answered.
 */
public final class ServerMain {

    private static final int OK = 200;
    private static final int BUSY = 503;

    private ServerMain() {}

    /** Serves three requests that come together. */
    public static void main(String[] words) throws Exception {
        CountDownLatch arrived = new CountDownLatch(2);
        CountDownLatch declined = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (TaskPool requests = TaskPool.open("requests", 2);
                HttpClient client = HttpClient.newHttpClient()) {
            server.createContext("/", exchange -> {
                Optional<Task<Void>> accepted = requests.trySubmit(() -> {
                    arrived.countDown();
                    declined.await(); // work
                    answer(exchange, OK);
                });
                if (accepted.isEmpty()) {
                    answer(exchange, BUSY);
                }
            });
            server.start();
            URI uri = URI.create("http:/" + server.getAddress() + "/");
            List<Integer> answers = Tasks.gather(() -> get(client, uri), () -> get(client, uri), () -> {
                arrived.await();
                int answer = get(client, uri);
                declined.countDown();
                return answer;
            });
            System.out.println(answers);
        } finally {
            server.stop(0);
        }
    }

    private static int get(HttpClient client, URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
