package io.github.stint.control.hostile;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that mean harm, as long as they are open: 500 that drip a byte now and then, 50 that ask and never read, 20 that send
 * random bytes, and 20 further connections a second. Each that is closed comes again at its next turn, so there are about 70
 * connects a second, 4 000 a minute.
 */
final class Attackers implements AutoCloseable {

    private static final byte[] ASK = "{\"verb\":\"tasks\"}\n".getBytes(StandardCharsets.US_ASCII);

    final AtomicLong connects = new AtomicLong();

    private final Path socket;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    private interface Turn {
        void take(SocketChannel channel, Random random) throws IOException;
    }

    Attackers(Path socket) {
        this.socket = socket;
        crowd("slow", 500, 2, (channel, _) -> write(channel, "{".getBytes(StandardCharsets.US_ASCII)));
        crowd("deaf", 50, 1, (channel, _) -> write(channel, ASK));
        crowd("random", 20, 2, (channel, random) -> {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            write(channel, bytes);
        });
        start("connects", this::connectAgainAndAgain);
    }

    /** So many clients on one thread, so many of which have their turn every 100 ms. */
    private void crowd(String name, int size, int perTurn, Turn turn) {
        start(name, () -> {
            SocketChannel[] clients = new SocketChannel[size];
            Random random = new Random(7);
            int next = 0;
            while (!over) {
                for (int i = 0; i < perTurn; i++) {
                    next = (next + 1) % size;
                    clients[next] = played(clients[next], turn, random);
                }
                pause(100);
            }
            for (SocketChannel client : clients) {
                close(client);
            }
        });
    }

    private SocketChannel played(SocketChannel client, Turn turn, Random random) {
        try {
            SocketChannel open = client == null ? connect() : client;
            turn.take(open, random);
            return open;
        } catch (IOException e) {
            close(client);
            return null;
        }
    }

    private SocketChannel connect() throws IOException {
        connects.incrementAndGet();
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        channel.configureBlocking(false);
        return channel;
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        int ignored = channel.write(ByteBuffer.wrap(bytes));
    }

    private void connectAgainAndAgain() {
        List<SocketChannel> held = new ArrayList<>();
        while (!over) {
            for (int i = 0; i < 2; i++) {
                try {
                    held.add(connect());
                } catch (IOException e) {
                    // the backlog is full: that is what it is for
                }
            }
            while (held.size() > 200) {
                close(held.removeFirst());
            }
            pause(100);
        }
        held.forEach(Attackers::close);
    }

    private static void close(SocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void start(String name, Runnable what) {
        threads.add(Thread.ofPlatform().daemon().name("hostile-" + name).start(what));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        over = true;
        threads.forEach(HostileMain::join);
    }
}
