package io.github.stint.control.internal.serve;

import io.github.stint.control.internal.io.Door;
import io.github.stint.control.internal.io.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A TCP port of the loopback address: whoever comes in is a stranger until they have shown a token. */
public final class TcpDoor implements Door, AutoCloseable {

    private final ServerSocketChannel channel;
    private final InetSocketAddress address;

    private TcpDoor(ServerSocketChannel channel, InetSocketAddress address) {
        this.channel = channel;
        this.address = address;
    }

    /** Listens at that port, or at any that is free if it is 0. */
    public static TcpDoor listen(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        boolean listens = false;
        try {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
            TcpDoor door = new TcpDoor(channel, (InetSocketAddress) channel.getLocalAddress());
            listens = true;
            return door;
        } finally {
            if (!listens) {
                channel.close();
            }
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public ServerSocketChannel channel() {
        return channel;
    }

    @Override
    public Peer peerOf(SocketChannel connection) throws IOException {
        return new Peer(String.valueOf(connection.getRemoteAddress()), false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
