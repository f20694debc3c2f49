package io.github.stint.cli.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;

/** What is in a spool, as text. */
public final class SpoolText {

    private SpoolText() {}

    public static void append(Sink spool, String text) throws IOException {
        spool.append(bytes(text));
    }

    public static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What is held back. */
    public static String text(Held held) throws IOException {
        return text(held.spool());
    }

    public static String text(Spool spool) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        spool.writeTo(Channels.newChannel(bytes));
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
