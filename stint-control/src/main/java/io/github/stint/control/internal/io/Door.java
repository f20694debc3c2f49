package io.github.stint.control.internal.io;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Where connections come in. */
public interface Door {

    /** What accepts them. */
    ServerSocketChannel channel();

    /** Who has come in; throws if they may not, with words for them. */
    Peer peerOf(SocketChannel channel) throws IOException;
}
