package io.github.stint.control.internal.call;

import io.github.stint.control.internal.json.Json;
import io.github.stint.control.internal.json.JsonFault;
import io.github.stint.control.internal.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server. A thread reads answers and hands each to whoever asked; another writes requests, so that an
 * interrupt of a caller, which would close the socket it writes to, concerns only its call. Both are platform threads.
 */
public final class Caller implements AutoCloseable {

    private static final int LONGEST_LINE = 4 * 1024 * 1024;
    private static final byte[] STOP = {};

    private final SocketChannel channel;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Call> calls = new ConcurrentHashMap<>();
    private final Map<Long, Consumer<JsonObject>> events = new ConcurrentHashMap<>();
    private final Map<Long, Consumer<IOException>> endings = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<byte[]> toWrite = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable IOException> broken = new AtomicReference<>();
    private final Call greeting = new Call(0);
    private final Thread reader;
    private final Thread writer;

    private Caller(SocketChannel channel) {
        this.channel = channel;
        reader = Thread.ofPlatform().daemon().name("stint-control-client-reads").unstarted(this::readAll);
        writer =
                Thread.ofPlatform().daemon().name("stint-control-client-writes").unstarted(this::writeAll);
    }

    /** Speaks over that connection, and closes it in the end. */
    public static Caller over(SocketChannel channel) {
        Caller caller = new Caller(channel);
        caller.reader.start();
        caller.writer.start();
        return caller;
    }

    // ---- calling

    /** The first line of the server. */
    public JsonObject greeting(Duration atMost) throws IOException, InterruptedException {
        return greeting.await(atMost);
    }

    /** A number for a request. */
    public long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** Sends a request and waits for what the server answers to it. */
    public JsonObject call(long id, JsonObject request, Duration atMost) throws IOException, InterruptedException {
        Call call = new Call(id);
        calls.put(id, call);
        try {
            IOException error = broken.get();
            if (error != null) {
                throw new IOException(error.getMessage(), error);
            }
            toWrite.add(Json.line(request.put("id", id)));
            return call.await(atMost);
        } finally {
            calls.remove(id);
        }
    }

    /** Has the events of a request go to somebody, on the thread that reads; and the error if the connection breaks. */
    public void onEvents(long id, Consumer<JsonObject> event, Consumer<IOException> end) {
        events.put(id, event);
        endings.put(id, end);
        IOException error = broken.get();
        if (error != null) {
            end.accept(error);
        }
    }

    /** Has them go to nobody. */
    public void noEvents(long id) {
        events.remove(id);
        endings.remove(id);
    }

    // ---- the threads

    private void writeAll() {
        try {
            for (byte[] next = toWrite.take(); next != STOP; next = toWrite.take()) {
                ByteBuffer rest = ByteBuffer.wrap(next);
                while (rest.hasRemaining()) {
                    int ignored = channel.write(rest);
                }
            }
        } catch (IOException e) {
            breakOff(e);
        } catch (InterruptedException e) {
            breakOff(new IOException("interrupted", e));
        }
    }

    private void readAll() {
        try {
            ByteBuffer chunk = ByteBuffer.allocate(16 * 1024);
            byte[] line = new byte[1024];
            int filled = 0;
            while (channel.read(chunk) >= 0) {
                chunk.flip();
                while (chunk.hasRemaining()) {
                    byte one = chunk.get();
                    if (one == '\n') {
                        take(Json.read(line, 0, filled));
                        filled = 0;
                    } else {
                        if (filled == LONGEST_LINE) {
                            throw new IOException("the server sent a line of more than " + LONGEST_LINE + " bytes");
                        }
                        line = filled < line.length ? line : Arrays.copyOf(line, line.length * 2);
                        line[filled++] = one;
                    }
                }
                chunk.clear();
            }
            breakOff(new EOFException("the server has closed the connection"));
        } catch (IOException e) {
            breakOff(e);
        } catch (JsonFault e) {
            breakOff(new IOException("the server does not speak the protocol: " + e.getMessage()));
        }
    }

    private void take(JsonObject line) {
        if (greeting.offer(line)) {
            if (line.has("error")) {
                breakOff(new IOException(line.object("error").text("message")));
            }
            return;
        }
        Long id = line.numberOr("id", null);
        if (id == null) {
            JsonObject error = line.objectOrNull("error");
            breakOff(new IOException(error == null ? "the server said something unknown" : error.text("message")));
        } else if (line.has("event")) {
            Consumer<JsonObject> wanted = events.get(id);
            if (wanted != null) {
                wanted.accept(line.object("event"));
            }
        } else {
            Call call = calls.get(id);
            if (call != null) {
                boolean ignored = call.offer(line);
            }
        }
    }

    /** The connection is of no use any more; the first reason stands. */
    private void breakOff(IOException error) {
        if (broken.compareAndSet(null, error)) {
            greeting.fail(error);
            calls.values().forEach(it -> it.fail(error));
            endings.values().forEach(it -> it.accept(error));
            toWrite.add(STOP);
            try {
                channel.close();
            } catch (IOException e) {
                error.addSuppressed(e);
            }
        }
    }

    /** Whether it can be used. */
    public boolean isOpen() {
        return broken.get() == null;
    }

    /** Closes the connection; whoever waits for an answer hears of it. */
    @Override
    public void close() {
        breakOff(new IOException("the connection was closed here"));
        boolean interrupted = Thread.interrupted();
        for (Thread thread : new Thread[] {reader, writer}) {
            try {
                boolean ignored = thread == Thread.currentThread() || thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
