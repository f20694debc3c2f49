package io.github.stint.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small web site on this machine, and a client that fetches its pages: what the examples have to do with. */
final class Site implements AutoCloseable {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Map<String, String> pages;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    private Site(Map<String, String> pages) throws IOException {
        this.pages = pages;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /** Opens one with those pages, by their paths. */
    static Site open(Map<String, String> pages) throws IOException {
        Site site = new Site(Map.copyOf(pages));
        site.server.start();
        return site;
    }

    /** Fetches a page, on the calling thread; an interrupt ends that. */
    String fetch(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http:/" + server.getAddress() + path);
        HttpResponse<String> response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IOException(response.statusCode() + " for " + path);
        }
        return response.body();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String page = pages.get(exchange.getRequestURI().getPath());
        byte[] body = (page == null ? "no such page" : page).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(page == null ? NOT_FOUND : OK, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
        threads.close();
    }
}
