package io.github.stint.control.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a socket is put, what is replaced by it, and what never is. */
class SocketFileTest {

    @TempDir
    private Path folder;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void stale(Path path) throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
    }

    @Test
    void onlyItsUserMayReachItAndNothingIsLeft() throws IOException {
        Path path = folder.resolve("run/a.sock");
        try (SocketFile file = SocketFile.listen(path)) {
            assertThat(file.path()).isEqualTo(path);
            assertThat(mode(path)).isEqualTo("rw-------");
            assertThat(mode(path.getParent())).isEqualTo("rwx------");
            assertThat(SocketFile.answers(path)).isTrue();
        }
        assertThat(path.getParent()).isEmptyDirectory();
    }

    @Test
    void theSocketOfADeadServerIsReplaced() throws IOException {
        Path path = folder.resolve("a.sock");
        stale(path);
        try (SocketFile _ = SocketFile.listen(path)) {
            assertThat(SocketFile.answers(path)).isTrue();
        }
    }

    @Test
    void aLiveOneIsNot() throws IOException {
        Path path = folder.resolve("a.sock");
        try (SocketFile _ = SocketFile.listen(path)) {
            assertThatThrownBy(() -> SocketFile.listen(path))
                    .isInstanceOf(BindException.class)
                    .hasMessage("another server listens at " + path);
            assertThat(SocketFile.cleanUp(path)).isFalse();
            assertThat(SocketFile.answers(path)).isTrue();
        }
        try (ServerSocketChannel foreign = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            foreign.bind(UnixDomainSocketAddress.of(path));
            assertThatThrownBy(() -> SocketFile.listen(path)).hasMessage("another server listens at " + path);
            assertThat(SocketFile.answers(path)).isTrue();
        }
    }

    @Test
    void whatIsNoSocketIsNot() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "precious");
        assertThatThrownBy(() -> SocketFile.listen(file)).hasMessageContaining("not a socket");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThatThrownBy(() -> SocketFile.listen(link)).hasMessageContaining("not a socket");
        Path inside = folder.resolve("file/a.sock");
        assertThatThrownBy(() -> SocketFile.listen(inside)).hasMessageContaining("not a folder");
        assertThat(file).hasContent("precious");
    }

    @Test
    void aFolderThatOthersMayWriteToOrThatIsALinkIsRefused() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> SocketFile.listen(open.resolve("a.sock"))).hasMessageContaining("others may write");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
        assertThatThrownBy(() -> SocketFile.listen(link.resolve("a.sock"))).hasMessageContaining("not a folder");
    }

    @Test
    void aPathThatIsTooLongIsRefusedWithItsLength() {
        Path path = folder.resolve("x".repeat(120));
        assertThatThrownBy(() -> SocketFile.listen(path))
                .hasMessageStartingWith("the path of a socket has 103 bytes at most, this one ");
    }

    @Test
    void ofTwentyThatStartAtOnceOneListens() throws Exception {
        Path path = folder.resolve("a.sock");
        for (int round = 0; round < 10; round++) {
            stale(path);
            List<SocketFile> winners = Collections.synchronizedList(new ArrayList<>());
            AtomicInteger losers = new AtomicInteger();
            CountDownLatch begin = new CountDownLatch(1);
            List<Thread> starters = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                starters.add(Thread.ofPlatform().start(() -> {
                    try {
                        begin.await();
                        winners.add(SocketFile.listen(path));
                    } catch (BindException e) {
                        losers.incrementAndGet();
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }));
            }
            begin.countDown();
            for (Thread starter : starters) {
                starter.join();
            }
            assertThat(winners).hasSize(1);
            assertThat(losers).hasValue(19);
            assertThat(SocketFile.answers(path)).isTrue();
            winners.getFirst().close();
        }
    }

    // ---- the folder of local sockets

    @Test
    void liveSocketsAreFoundAndDeadOnesRemoved() throws IOException {
        RuntimeFolder runtime = RuntimeFolder.of(Map.of("XDG_RUNTIME_DIR", folder.toString()), Path.of("/nowhere"));
        assertThat(runtime.live()).isEmpty();
        Path alive = runtime.socketOf("a shop/of mine");
        assertThat(alive)
                .isEqualTo(folder.resolve(
                        "stint/a_shop_of_mine-" + ProcessHandle.current().pid() + ".sock"));
        try (SocketFile _ = SocketFile.listen(alive)) {
            Path dead = folder.resolve("stint/dead-1.sock");
            stale(dead);
            Files.writeString(folder.resolve("stint/file.sock"), "");
            assertThat(runtime.live()).containsExactly(alive);
            assertThat(dead).doesNotExist();
            assertThat(folder.resolve("stint/dead-1.sock.lock")).doesNotExist();
        }
        assertThat(runtime.live()).isEmpty();
    }

    @Test
    void withoutARuntimeFolderOfOurOwnItIsAFolderOfTheUserAmongTemporaryFiles() throws IOException {
        Path expected = folder.resolve("stint-" + Me.tag());
        assertThat(RuntimeFolder.of(Map.of(), folder).path()).isEqualTo(expected);
        assertThat(RuntimeFolder.of(Map.of("XDG_RUNTIME_DIR", "/nowhere/at/all"), folder)
                        .path())
                .isEqualTo(expected);
        assertThat(RuntimeFolder.of(Map.of("XDG_RUNTIME_DIR", "relative"), folder)
                        .path())
                .isEqualTo(expected);
    }
}
