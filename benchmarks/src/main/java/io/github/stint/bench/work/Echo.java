package io.github.stint.bench.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A pool of connections to a server that sends back what it gets. The server is one platform thread with a selector, so it takes
 * no turn from the virtual threads that are measured. A task takes a connection, waits if there is none, writes, reads, and
 * puts it back: the same for all.
 */
public final class Echo implements Body {

    private static final int BYTES = 8;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final List<Socket> all = new ArrayList<>();
    private final BlockingQueue<Socket> free;
    private final Thread serving;
    private volatile boolean closed;

    Echo(int connections) throws IOException {
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), connections);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        serving = Thread.ofPlatform().daemon().name("echo").start(this::serve);
        free = new ArrayBlockingQueue<>(connections);
        InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
        for (int i = 0; i < connections; i++) {
            Socket socket = new Socket(address.getAddress(), address.getPort());
            socket.setTcpNoDelay(true);
            all.add(socket);
            free.add(socket);
        }
    }

    @Override
    public Integer apply(Integer element) throws Exception {
        Socket socket = free.take();
        byte[] message = new byte[BYTES];
        message[0] = element.byteValue();
        socket.getOutputStream().write(message);
        byte[] answer = socket.getInputStream().readNBytes(BYTES);
        free.add(socket);
        return answer[0] == message[0] ? element : element + 1;
    }

    private void serve() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES * 16);
        try (selector;
                server) {
            while (!closed) {
                selector.select(key -> answer(key, buffer));
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(SelectionKey key, ByteBuffer buffer) {
        try {
            if (key.isAcceptable()) {
                SocketChannel accepted = server.accept();
                accepted.configureBlocking(false);
                accepted.socket().setTcpNoDelay(true);
                accepted.register(selector, SelectionKey.OP_READ);
                return;
            }
            SocketChannel channel = (SocketChannel) key.channel();
            int count = channel.read(buffer.clear());
            buffer.flip();
            while (buffer.hasRemaining()) {
                int ignored = channel.write(buffer);
            }
            if (count < 0) {
                channel.close();
            }
        } catch (IOException _) {
            key.cancel(); // the other side is closed
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            serving.join();
            for (Socket socket : all) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
