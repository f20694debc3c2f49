package io.github.stint.control.internal.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection: the bytes that have come and are no line yet, and those that have not gone. {@link #send} and what is said to
 * be of any thread may be called by all; the rest belongs to the thread of the {@link Loop}.
 */
public final class Connection {

    private static final int FIRST_SIZE = 512;

    private final Loop loop;
    private final SocketChannel channel;
    private final Peer peer;
    private final AtomicReference<@Nullable Object> attachment = new AtomicReference<>();
    private final AtomicInteger open = new AtomicInteger();

    // what has come
    private byte[] in = new byte[FIRST_SIZE];
    private int filled;
    private int searched;
    private boolean busy;
    private boolean endOfInput;

    // what has not gone
    private final ReentrantLock outLock = new ReentrantLock();
    private final ArrayDeque<ByteBuffer> out = new ArrayDeque<>();
    private final AtomicLong unread = new AtomicLong();
    private boolean closing;

    // times
    private final long openedAt;
    private long lineSince;
    private long quietSince;
    private long unreadSince;
    private volatile boolean proven;
    private volatile boolean trusted;
    private volatile boolean closed;

    Connection(Loop loop, SocketChannel channel, Peer peer, long now) {
        this.loop = loop;
        this.channel = channel;
        this.peer = peer;
        this.trusted = peer.isKnown();
        this.openedAt = now;
        this.quietSince = now;
    }

    // ---- for any thread

    /** Who is at its other end. */
    public Peer peer() {
        return peer;
    }

    /** What the desk keeps with it. */
    public @Nullable Object attachment() {
        return attachment.get();
    }

    /** Keeps something with it. */
    public void attach(Object what) {
        attachment.set(what);
    }

    /** Whether it may have long lines: it is known who it is. */
    public boolean isTrusted() {
        return trusted;
    }

    /** It is known who it is. */
    public void trust() {
        trusted = true;
    }

    /** A request of it was carried out: it does not make room for others. */
    public void prove() {
        proven = true;
    }

    /** Whether it is over. */
    public boolean isClosed() {
        return closed;
    }

    /** Whether so much waits for it that it need not be told of changes. */
    public boolean isBehind() {
        return unread.get() > loop.limits().unread();
    }

    /** Something goes on for it beyond its requests: it is not closed for being quiet. */
    public void begin() {
        open.incrementAndGet();
    }

    /** What went on has ended. */
    public void end() {
        open.decrementAndGet();
        loop.post(() -> loop.look(this));
    }

    /** Sends bytes as soon as it takes them; never waits. */
    public void send(byte[] bytes) {
        enqueue(bytes, false);
        loop.post(() -> loop.flush(this));
    }

    /** Sends bytes, and closes it when they have gone. */
    public void sendLast(byte[] bytes) {
        enqueue(bytes, true);
        loop.post(() -> loop.flush(this));
    }

    private void enqueue(byte[] bytes, boolean last) {
        outLock.lock();
        try {
            if (!closing && !closed) {
                out.add(ByteBuffer.wrap(bytes));
                unread.addAndGet(bytes.length);
                closing = last;
            }
        } finally {
            outLock.unlock();
        }
    }

    // ---- what comes

    SocketChannel channel() {
        return channel;
    }

    /** Takes what has come. */
    void take(ByteBuffer bytes, long now) {
        int more = bytes.remaining();
        if (filled + more > in.length) {
            in = Arrays.copyOf(in, Math.max(filled + more, in.length * 2));
        }
        if (filled == 0) {
            lineSince = now;
        }
        bytes.get(in, filled, more);
        filled += more;
    }

    /** The next whole line without its end, if there is one; empty lines are none. */
    byte @Nullable [] nextLine(long now) {
        while (true) {
            int end = searched;
            while (end < filled && in[end] != '\n') {
                end++;
            }
            if (end == filled) {
                searched = end;
                return null;
            }
            int length = end > 0 && in[end - 1] == '\r' ? end - 1 : end;
            byte[] line = Arrays.copyOf(in, length);
            System.arraycopy(in, end + 1, in, 0, filled - end - 1);
            filled -= end + 1;
            searched = 0;
            lineSince = now;
            if (filled == 0 && in.length > FIRST_SIZE) {
                in = new byte[FIRST_SIZE];
            }
            if (!isBlank(line)) {
                return line;
            }
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte one : line) {
            if (one != ' ' && one != '\t') {
                return false;
            }
        }
        return true;
    }

    /** How long a line may be now. */
    int longestLine() {
        return trusted ? loop.limits().line() : loop.limits().firstLine();
    }

    /** Whether what has come is too long for a line and has no end. */
    boolean isLineTooLong() {
        return searched == filled && filled > longestLine();
    }

    boolean isBusy() {
        return busy;
    }

    void setBusy(boolean busy) {
        this.busy = busy;
    }

    /** Whether it ever made a request that was carried out. */
    boolean isProven() {
        return proven;
    }

    void endOfInput() {
        endOfInput = true;
    }

    // ---- what goes

    /** Writes as much as it takes. */
    void write(long now) throws IOException {
        outLock.lock();
        try {
            ByteBuffer first = out.peek();
            while (first != null) {
                int written = channel.write(first);
                unread.addAndGet(-written);
                if (written > 0) {
                    unreadSince = now;
                    quietSince = now;
                }
                if (first.hasRemaining()) {
                    return;
                }
                out.remove();
                first = out.peek();
            }
            unreadSince = 0;
        } finally {
            outLock.unlock();
        }
    }

    boolean hasUnread() {
        return unread.get() > 0;
    }

    /** Whether all has gone that was to go before its end. */
    boolean isFinished() {
        outLock.lock();
        try {
            return out.isEmpty() && (closing || (endOfInput && !busy && filled == searched));
        } finally {
            outLock.unlock();
        }
    }

    boolean isTooFarBehind() {
        return unread.get() > loop.limits().mostUnread();
    }

    boolean isClosing() {
        outLock.lock();
        try {
            return closing;
        } finally {
            outLock.unlock();
        }
    }

    /** What is to be listened for now. */
    int interest() {
        int write = hasUnread() ? SelectionKey.OP_WRITE : 0;
        boolean reads = !busy && !endOfInput && !isClosing() && !isBehind();
        return reads ? write | SelectionKey.OP_READ : write;
    }

    // ---- its times

    /** Why it has to be closed at this moment, or null. */
    @Nullable
    String overdue(long now) {
        Limits limits = loop.limits();
        if (hasUnread()) {
            if (unreadSince == 0) {
                unreadSince = now;
            }
            return now - unreadSince > limits.write().toNanos() ? "nothing was read for " + limits.write() : null;
        }
        if (busy || open.get() > 0) {
            quietSince = now;
            lineSince = now;
            return null;
        }
        if (filled > 0 && now - lineSince > limits.request().toNanos()) {
            return "the request was not complete within " + limits.request();
        }
        if (!proven && now - openedAt > limits.request().toNanos()) {
            return "there was no request within " + limits.request();
        }
        return now - quietSince > limits.idle().toNanos() ? "there was no request for " + limits.idle() : null;
    }

    void markClosed() {
        closed = true;
        outLock.lock();
        try {
            out.clear();
            unread.set(0);
        } finally {
            outLock.unlock();
        }
    }
}
