package io.github.stint.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client does with a server that takes its time. */
class ControlClientTest {

    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    @TempDir
    private Path folder;

    @Test
    void anAnswerThatDoesNotComeInTimeIsNotWaitedForAndIsTakenForNoOther() throws Exception {
        Path socket = folder.resolve("slow.sock");
        CountDownLatch mayAnswer = new CountDownLatch(1);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            FutureTask<Void> answering = new FutureTask<>(() -> answerTwo(server, mayAnswer), null);
            Thread.ofPlatform().daemon().start(answering);
            try (ControlClient client = ControlClient.connect(socket)) {
                assertThatThrownBy(() -> client.timeout(Duration.ofMillis(20)).owners())
                        .isInstanceOf(SocketTimeoutException.class)
                        .hasMessage("the server did not answer within 20 ms");
                mayAnswer.countDown();
                assertThat(client.owners()).isEmpty();
            }
            answering.get();
        }
    }

    /** The first answer would be no answer to the second request. */
    private static void answerTwo(ServerSocketChannel server, CountDownLatch mayAnswer) {
        try (SocketChannel client = server.accept()) {
            BufferedReader in = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
            OutputStream out = Channels.newOutputStream(client);
            say(out, "{\"stint\":1,\"name\":\"slow\",\"pid\":1,\"role\":\"view\"}");
            String first = in.readLine();
            mayAnswer.await();
            say(out, "{\"id\":" + id(first) + ",\"error\":{\"code\":\"internal\",\"message\":\"too late\"}}");
            say(out, "{\"id\":" + id(in.readLine()) + ",\"ok\":{\"owners\":[]}}");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String id(String request) {
        Matcher id = ID.matcher(request);
        assertThat(id.find()).as(request).isTrue();
        return id.group(1);
    }
}
