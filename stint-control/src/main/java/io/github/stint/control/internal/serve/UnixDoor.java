package io.github.stint.control.internal.serve;

import io.github.stint.control.internal.io.Door;
import io.github.stint.control.internal.io.Peer;
import io.github.stint.control.internal.io.StrangerException;
import io.github.stint.control.internal.socket.Me;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/** A Unix socket: processes of the same user come in, as the system tells, and nobody else. */
public final class UnixDoor implements Door {

    private final ServerSocketChannel channel;
    private final UserPrincipal me;

    /** Where these come in. */
    public UnixDoor(ServerSocketChannel channel) throws IOException {
        this.channel = channel;
        this.me = Me.user();
    }

    @Override
    public ServerSocketChannel channel() {
        return channel;
    }

    @Override
    public Peer peerOf(SocketChannel connection) throws IOException {
        UserPrincipal user =
                connection.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        if (!user.equals(me)) {
            throw new StrangerException("this is the server of " + me.getName() + ", and you are " + user.getName());
        }
        return new Peer(user.getName(), true);
    }
}
