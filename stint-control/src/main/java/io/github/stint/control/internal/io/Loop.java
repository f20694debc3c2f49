package io.github.stint.control.internal.io;

import io.github.stint.control.view.ErrorCode;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All connections of a server, on one platform thread that never waits for one of them. Requests are answered on two further
 * threads, which exist only while there are any.
 *
 * <p>A hostile client costs its connection and nothing else. Of each connection one request is answered at a time, and the next
 * one is not read before the answer is on its way; what it does not read is bounded; what it does not say has a time. When all
 * connections are taken, a newcomer takes the place of the one that has been there longest without a single request; if all have
 * made one, it is sent away.
 *
 * <p>The thread is never interrupted, for that would close the socket it is at.
 */
public final class Loop implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.github.stint.control");
    private static final int WORKERS = 2;
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int ACCEPTED_AT_ONCE = 32;
    private static final int CHUNK = 16 * 1024;

    private final List<Door> doors;
    private final Desk desk;
    private final Limits limits;
    private final Selector selector;
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private final ThreadPoolExecutor workers;
    private final Thread thread;
    private long nextLook = System.nanoTime();
    private long acceptAgainAt;
    private boolean acceptPaused;
    private volatile boolean over;

    /** Makes one that does not run yet. */
    public Loop(String name, List<Door> doors, Desk desk, Limits limits) throws IOException {
        this.doors = List.copyOf(doors);
        this.desk = desk;
        this.limits = limits;
        this.selector = Selector.open();
        this.workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                2,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name + "-answers-", 1).factory());
        workers.allowCoreThreadTimeOut(true);
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /** Lets connections in. */
    public void start() throws IOException {
        for (Door door : doors) {
            door.channel().configureBlocking(false);
            SelectionKey ignored = door.channel().register(selector, SelectionKey.OP_ACCEPT, door);
        }
        thread.start();
    }

    Limits limits() {
        return limits;
    }

    /** Has something done on the thread of the loop. */
    void post(Runnable what) {
        posted.add(what);
        selector.wakeup();
    }

    // ---- the loop

    private void run() {
        while (!over) {
            try {
                turn();
            } catch (ClosedSelectorException e) {
                return;
            } catch (IOException | RuntimeException | Error e) {
                // one bad turn is not to end the only way in; what is broken is seen again at the next
                LOG.log(Level.ERROR, "the control server had a bad turn and goes on", e);
            }
        }
    }

    private void turn() throws IOException {
        int ignored = connections.isEmpty() && !acceptPaused
                ? selector.select()
                : selector.select(acceptPaused ? PAUSE_NANOS / 1_000_000 : LOOK_EVERY_MILLIS);
        for (Runnable next = posted.poll(); next != null; next = posted.poll()) {
            next.run();
        }
        Set<SelectionKey> ready = selector.selectedKeys();
        for (SelectionKey key : ready) {
            if (key.isValid()) {
                handle(key);
            }
        }
        ready.clear();
        long now = System.nanoTime();
        if (acceptPaused && now - acceptAgainAt >= 0) {
            pauseAccepting(false);
        }
        if (now - nextLook >= 0) {
            nextLook = now + TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS);
            closeOverdue(now);
        }
    }

    private void handle(SelectionKey key) {
        if (key.attachment() instanceof Door door) {
            accept(door);
        } else if (key.attachment() instanceof Connection connection) {
            try {
                handle(key, connection);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "the control server failed at a connection, and closes it", e);
                close(connection);
            }
        }
    }

    private void handle(SelectionKey key, Connection connection) {
        if (key.isReadable()) {
            read(connection);
        }
        if (key.isValid() && key.isWritable()) {
            flush(connection);
        }
    }

    private void closeOverdue(long now) {
        for (Connection connection : List.copyOf(connections)) {
            String why = connection.overdue(now);
            if (why != null) {
                dismiss(connection, ErrorCode.TIME_OVER, why);
            }
        }
    }

    // ---- who comes

    private void accept(Door door) {
        for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
            try {
                SocketChannel channel = door.channel().accept();
                if (channel == null) {
                    return;
                }
                welcome(door, channel);
            } catch (IOException e) {
                // no file descriptor is left, most likely: some may be given back soon
                acceptAgainAt = System.nanoTime() + PAUSE_NANOS;
                pauseAccepting(true);
                return;
            }
        }
    }

    private void pauseAccepting(boolean pause) {
        acceptPaused = pause;
        for (Door door : doors) {
            SelectionKey key = door.channel().keyFor(selector);
            if (key != null && key.isValid()) {
                key.interestOps(pause ? 0 : SelectionKey.OP_ACCEPT);
            }
        }
    }

    private void welcome(Door door, SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            Peer peer = door.peerOf(channel);
            if (connections.size() >= limits.connections() && !makeRoom()) {
                sendAway(
                        channel,
                        ErrorCode.BUSY,
                        limits.connections() + " of " + limits.connections() + " connections are in use");
                return;
            }
            Connection connection = new Connection(this, channel, peer, System.nanoTime());
            SelectionKey ignored = channel.register(selector, SelectionKey.OP_READ, connection);
            connections.add(connection);
            connection.send(desk.greeting(connection));
        } catch (StrangerException e) {
            sendAway(channel, ErrorCode.FORBIDDEN, e.message());
        } catch (IOException e) {
            closeQuietly(channel);
        }
    }

    /** The one that has been there longest without a request goes. */
    private boolean makeRoom() {
        for (Connection connection : connections) {
            if (!connection.isProven() && !connection.isBusy()) {
                dismiss(connection, ErrorCode.BUSY, "others want the connection, and it made no request");
                close(connection);
                return true;
            }
        }
        return false;
    }

    private void sendAway(SocketChannel channel, ErrorCode code, String message) {
        try {
            int ignored = channel.write(ByteBuffer.wrap(desk.farewell(code, message)));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "somebody was sent away and did not hear it", e);
        }
        closeQuietly(channel);
    }

    // ---- what comes

    private void read(Connection connection) {
        long now = System.nanoTime();
        chunk.clear();
        int count;
        try {
            count = connection.channel().read(chunk);
        } catch (IOException e) {
            close(connection);
            return;
        }
        if (count < 0) {
            connection.endOfInput();
        } else {
            chunk.flip();
            connection.take(chunk, now);
        }
        look(connection);
    }

    /** Has the next line of a connection answered, if there is one, and listens for what is to come. */
    void look(Connection connection) {
        if (connection.isClosed()) {
            return;
        }
        if (!connection.isBusy() && !connection.isClosing() && !connection.isBehind()) {
            byte[] line = connection.nextLine(System.nanoTime());
            if (line == null ? connection.isLineTooLong() : line.length > connection.longestLine()) {
                dismiss(
                        connection,
                        ErrorCode.LINE_TOO_LONG,
                        "a request has at most " + connection.longestLine() + " bytes");
                return;
            }
            if (line != null) {
                connection.setBusy(true);
                workers.execute(() -> answer(connection, line));
            }
        }
        listen(connection);
    }

    private void listen(Connection connection) {
        if (connection.isFinished()) {
            close(connection);
            return;
        }
        SelectionKey key = connection.channel().keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(connection.interest());
        }
    }

    private void answer(Connection connection, byte[] line) {
        byte @Nullable [] answer;
        try {
            answer = desk.answer(connection, line);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the control server could not answer", e);
            connection.sendLast(desk.farewell(ErrorCode.INTERNAL, "the server failed"));
            answer = null;
        }
        if (answer != null) {
            connection.send(answer);
        }
        post(() -> {
            connection.setBusy(false);
            look(connection);
        });
    }

    // ---- what goes

    /** Writes what waits, and goes on reading if enough has gone. */
    void flush(Connection connection) {
        if (connection.isClosed()) {
            return;
        }
        try {
            connection.write(System.nanoTime());
        } catch (IOException e) {
            close(connection);
            return;
        }
        if (connection.isTooFarBehind()) {
            close(connection);
        } else {
            look(connection);
        }
    }

    // ---- who goes

    private void dismiss(Connection connection, ErrorCode code, String why) {
        boolean behind = connection.hasUnread();
        connection.sendLast(desk.farewell(code, why));
        flush(connection);
        if (behind) {
            close(connection);
        }
    }

    private void close(Connection connection) {
        if (connections.remove(connection)) {
            connection.markClosed();
            closeQuietly(connection.channel());
            desk.closed(connection);
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection could not be closed well", e);
        }
    }

    // ---- its end

    /** Tells all connections, closes them, and waits for the threads. */
    @Override
    public void close() {
        post(() -> {
            for (Connection connection : new ArrayList<>(connections)) {
                connection.sendLast(desk.farewell(ErrorCode.CLOSING, "the server is being closed"));
                flush(connection);
                close(connection);
            }
            over = true;
        });
        boolean interrupted = joinUninterruptibly();
        workers.shutdownNow();
        try {
            selector.close();
            boolean ignored = workers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the control server could not be closed well", e);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean joinUninterruptibly() {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
