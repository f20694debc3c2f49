package io.github.stint.cli.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TailTest {

    private final Tail tail = new Tail();
    private final StringBuilder written = new StringBuilder();

    @Test
    void itIsTheEndOfWhatWasWrittenInPiecesOfAnyLength() {
        for (int length : new int[] {0, 1, 500, 12, 511, 512, 513, 3, 100_000, 7}) {
            append("x".repeat(Math.max(0, length - 1)) + (length > 0 ? length % 10 : ""));

            String all = written.toString();
            assertThat(new String(tail.bytes(), StandardCharsets.US_ASCII))
                    .isEqualTo(all.substring(Math.max(0, all.length() - 512)));
        }
    }

    @Test
    void whatWasWrittenIsStillThereForOthers() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3});

        tail.append(bytes);

        assertThat(bytes.remaining()).isEqualTo(3);
    }

    private void append(String text) {
        written.append(text);
        tail.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
