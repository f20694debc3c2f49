package io.github.stint.cli.arguments;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Gives some bytes at a time, as many as chance has it. */
final class InPieces extends FilterInputStream {

    private final Random random;
    private final int most;

    InPieces(String text, Random random, int most) {
        super(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
        this.random = random;
        this.most = most;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(most)));
    }
}
