package io.github.stint.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.stint.control.internal.socket.Me;
import io.github.stint.control.testing.Shop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another user of the machine does not come in. Needs root, who alone may be somebody else, and Perl. */
class OtherUserTest {

    private static final String CONNECT = """
        my $s = IO::Socket::UNIX->new($ARGV[0]) or do { print "no connection: $!\\n"; exit };
        print while <$s>;
        """;

    @TempDir
    private Path folder;

    private static String nobody(Path socket) throws IOException, InterruptedException {
        return run(List.of(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "perl",
                "-MIO::Socket::UNIX",
                "-e",
                CONNECT,
                socket.toString()));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int ignored = process.waitFor();
        return output;
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    @Test
    void isRefusedByTheFolderAndWithoutItByTheServer() throws Exception {
        assumeTrue(Me.user().getName().equals("root"), "only root may be another user");
        assumeTrue(runs("setpriv", "--version"), "setpriv is there");
        assumeTrue(runs("perl", "-MIO::Socket::UNIX", "-e", "1"), "perl is there");
        Path socket = folder.resolve("run/shop.sock");
        try (Shop shop = new Shop();
                ControlServer _ = ControlServer.listen(socket, shop.manager);
                ControlClient client = ControlClient.connect(socket)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(nobody(socket)).startsWith("no connection: Permission denied");

            Files.setPosixFilePermissions(socket.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(nobody(socket)).startsWith("no connection: Permission denied");

            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
            assertThat(nobody(socket))
                    .isEqualTo("{\"error\":{\"code\":\"forbidden\",\"message\":"
                            + "\"this is the server of root, and you are nobody\"}}\n");
            assertThat(client.owners()).isNotEmpty();
        }
    }
}
