package io.github.stint.control;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.control.internal.socket.Token;
import io.github.stint.control.testing.LogLines;
import io.github.stint.control.testing.RawClient;
import io.github.stint.control.testing.Shop;
import io.github.stint.control.view.ErrorCode;
import io.github.stint.control.view.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TCP only those come in who know a token. */
class TcpTest {

    private final Shop shop = new Shop();

    @TempDir
    private Path folder;

    private ControlServer server;

    private InetSocketAddress serve(Role allowed, Role token) throws IOException {
        server = ControlServer.builder("shop")
                .owners(shop.manager)
                .allow(allowed)
                .tcp(0)
                .token(folder.resolve("token"), token)
                .start();
        return server.address().orElseThrow();
    }

    private String secret() throws IOException {
        return Token.read(folder.resolve("token"));
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
        shop.close();
    }

    @Test
    void whoKnowsTheTokenMayDoWhatItAndTheServerAllow() throws Exception {
        InetSocketAddress address = serve(Role.OPERATE, Role.ADMIN);
        assertThat(address.getAddress().isLoopbackAddress()).isTrue();
        assertThat(secret()).hasSize(64);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("token"))))
                .isEqualTo("rw-------");
        try (ControlClient client = ControlClient.connect(address, secret())) {
            assertThat(client.server().role()).isEqualTo(Role.OPERATE);
            client.resize("crawler", 7);
            assertThat(shop.crawler.size()).isEqualTo(7);
        }
    }

    @Test
    void whoDoesNotIsToldNothingElse() throws Exception {
        InetSocketAddress address = serve(Role.ADMIN, Role.ADMIN);
        assertThatThrownBy(() -> ControlClient.connect(address, "x"))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORIZED));
        for (String line : List.of(
                "{\"verb\":\"owners\"}",
                "{\"verb\":\"auth\"}",
                "{\"verb\":\"auth\",\"token\":17}",
                "{\"verb\":\"auth\",\"token\":\"\"}",
                "{\"verb\":\"auth\",\"token\":\"" + secret() + "\",\"as\":\"root\"}",
                "{\"verb\":\"auth\",\"token\":\"" + secret().toUpperCase(Locale.ROOT) + "\"}",
                "POST / HTTP/1.1",
                "x")) {
            try (RawClient raw = RawClient.at(address)) {
                assertThat(raw.hear()).contains("\"stint\":1");
                raw.say(line);
                assertThat(raw.hearAll())
                        .isEqualTo("{\"id\":1,\"error\":{\"code\":\"unauthorized\",\"message\":"
                                + "\"the first request must be auth, with a token\"}}\n");
            }
        }
        try (RawClient raw = RawClient.at(address)) {
            raw.hear();
            raw.send(new byte[4_000]);
            assertThat(raw.hearAll()).contains("line-too-long");
        }
    }

    @Test
    void ofAHundredThousandWrongTokensNoneIsTaken() throws Exception {
        Token token = Token.in(folder.resolve("token"), Role.VIEW);
        String secret = secret();
        assertThat(token.matches(secret)).isTrue();
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder wrong = new StringBuilder(secret);
            int at = random.nextInt(wrong.length());
            wrong.setCharAt(
                    at, (char) ('0' + (wrong.charAt(at) - '0' + 1 + random.nextInt(9)) % 10 + (i % 3 == 0 ? 50 : 0)));
            if (!wrong.toString().equals(secret)) {
                assertThat(token.matches(wrong.toString())).isFalse();
            }
        }
        assertThat(token.matches(secret.substring(1))).isFalse();
        assertThat(token.matches(secret + "0")).isFalse();
        assertThat(token.toString()).doesNotContain(secret);
    }

    @Test
    void aThousandWrongTokensOverTheSocketKeepNobodyOut() throws Exception {
        InetSocketAddress address = serve(Role.VIEW, Role.VIEW);
        for (int i = 0; i < 1_000; i++) {
            try (RawClient raw = RawClient.at(address)) {
                raw.hear();
                assertThat(raw.ask("{\"verb\":\"auth\",\"token\":\"" + i + "\"}"))
                        .contains("unauthorized");
            }
        }
        try (ControlClient client = ControlClient.connect(address, secret())) {
            assertThat(client.owners()).isNotEmpty();
        }
    }

    @Test
    void aTokenThatOthersMayReadOrThatIsShortIsRefused() throws IOException {
        Path readable = Files.writeString(folder.resolve("readable"), "x".repeat(40));
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Token.in(readable, Role.VIEW)).hasMessageContaining("must have mode 600");
        Path brief = Files.writeString(folder.resolve("brief"), "secret");
        Files.setPosixFilePermissions(brief, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> Token.in(brief, Role.VIEW)).hasMessageContaining("32 to 512 characters");
        Path link = Files.createSymbolicLink(folder.resolve("link"), brief);
        assertThatThrownBy(() -> Token.in(link, Role.VIEW)).hasMessageContaining("not a file");
    }

    @Test
    void tcpWithoutATokenIsRefused() {
        assertThatThrownBy(() -> ControlServer.builder("shop").tcp(0).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TCP needs a token");
        assertThatThrownBy(() -> ControlServer.builder("shop").tcp(70_000)).hasMessageContaining("70000");
    }

    @Test
    void changesAreAuditedAndNoSecretIs() throws Exception {
        try (LogLines log = LogLines.of("io.github.stint.control.audit")) {
            InetSocketAddress address = serve(Role.OPERATE, Role.OPERATE);
            try (ControlClient client = ControlClient.connect(address, secret())) {
                client.because("more\nINFO 'shop': forged").resize("crawler", 9);
                assertThatThrownBy(() -> client.submit("x", "[]")).isInstanceOf(ControlException.class);
            }
            eventually("both lines are there", () -> log.all().size() == 2);
            List<String> lines = log.all();
            assertThat(lines.get(0))
                    .startsWith("INFO 'shop': /127.0.0.1:")
                    .endsWith("with token 'token': resize owner=\"crawler\" size=9: {\"from\":2,\"to\":9};"
                            + " why: more\\u000aINFO 'shop': forged");
            assertThat(lines.get(1))
                    .startsWith("WARNING")
                    .endsWith("submit handler=\"x\": refused; the role is operate");
            assertThat(lines).noneMatch(it -> it.contains(read(folder.resolve("token"))));
        }
    }

    private static String read(Path token) {
        try {
            return Token.read(token);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
