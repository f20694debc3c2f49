package io.github.stint.control.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What {@code nc -U} is: bytes there, lines back. A test that waits for a line in vain ends by its limit. */
public final class RawClient implements AutoCloseable {

    private final SocketChannel channel;
    private final BufferedReader lines;

    private RawClient(SocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
        lines = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }

    public static RawClient at(Path socket) throws IOException {
        return new RawClient(UnixDomainSocketAddress.of(socket));
    }

    public static RawClient at(InetSocketAddress address) throws IOException {
        return new RawClient(address);
    }

    public SocketChannel channel() {
        return channel;
    }

    /** Sends a line. */
    public RawClient say(String line) throws IOException {
        return send((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes. */
    public RawClient send(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            int ignored = channel.write(rest);
        }
        return this;
    }

    /** The next line, or null at the end. */
    public String hear() throws IOException {
        return lines.readLine();
    }

    /** Sends a line and gives back the next one. */
    public String ask(String line) throws IOException {
        return say(line).hear();
    }

    /** Reads to the end: all lines, whether it ends well or not. */
    public String hearAll() {
        StringBuilder all = new StringBuilder();
        try {
            for (String line = hear(); line != null; line = hear()) {
                all.append(line).append('\n');
            }
        } catch (IOException e) {
            all.append("broken: ").append(e.getMessage()).append('\n');
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
