package io.github.stint.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlocksTest {

    private static final RecordEnds LINES = new RecordEnds("\n", "");

    @Test
    void aBlockIsAsLongAsWholeRecordsAllow() throws Exception {
        assertThat(blocks("aa\nbb\ncc\n", LINES, BlockSize.ofBytes(6))).containsExactly("aa\nbb\n", "cc\n");
        assertThat(blocks("aa\nbb\ncc\n", LINES, BlockSize.ofBytes(5))).containsExactly("aa\n", "bb\n", "cc\n");
        assertThat(blocks("aa\nbb\ncc", LINES, BlockSize.ofBytes(8))).containsExactly("aa\nbb\ncc");
        assertThat(blocks("aa\nbb\ncc", LINES, BlockSize.ofBytes(7))).containsExactly("aa\nbb\n", "cc");
    }

    @Test
    void aRecordThatIsLongerGrowsTheBlock() throws Exception {
        String record = "x".repeat(500_000) + "\n";

        assertThat(blocks("a\n" + record + record + "b\n", LINES, BlockSize.ofBytes(10)))
                .containsExactly("a\n", record, record, "b\n");
    }

    @Test
    void withoutMarksABlockIsFull() throws Exception {
        assertThat(blocks("abcdefgh", new RecordEnds("", ""), BlockSize.ofBytes(3)))
                .containsExactly("abc", "def", "gh");
    }

    @Test
    void recordsAreCounted() throws Exception {
        assertThat(blocks("a\nb\nc\nd\ne", LINES, BlockSize.ofRecords(2))).containsExactly("a\nb\n", "c\nd\n", "e");
        assertThat(blocks("a\nb\n", LINES, BlockSize.ofRecords(2))).containsExactly("a\nb\n");
        assertThat(blocks("\n\n\n", LINES, BlockSize.ofRecords(1))).containsExactly("\n", "\n", "\n");
    }

    @Test
    void aRecordMayBeginWithATextAndEndWithOne() throws Exception {
        assertThat(blocks("#a##b#c", new RecordEnds("", "#"), BlockSize.ofRecords(1)))
                .containsExactly("#a", "#", "#b", "#c");
        assertThat(blocks("a;<b;c<d;<e", new RecordEnds(";", "<"), BlockSize.ofRecords(1)))
                .containsExactly("a;", "<b;c<d;", "<e");
        assertThat(blocks("a;;;b", new RecordEnds(";;", ""), BlockSize.ofRecords(1)))
                .containsExactly("a;;", ";b");
    }

    @Test
    void theInputIsTheSameHoweverItComesAndIsCut() throws Exception {
        Random random = new Random(7);
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            input.append("x".repeat(random.nextInt(40))).append(random.nextInt(3) == 0 ? ";\n<" : "\n");
        }
        for (RecordEnds ends : List.of(LINES, new RecordEnds("", "<"), new RecordEnds(";\n", "<"))) {
            for (BlockSize size : List.of(BlockSize.ofBytes(1), BlockSize.ofBytes(1_000), BlockSize.ofRecords(7))) {
                List<String> whole = blocks(input.toString(), ends, size);
                InputStream slow = new InPieces(input.toString(), random, 50);

                assertThat(all(Blocks.of(slow, ends, size, 1 << 20))).isEqualTo(whole);
                assertThat(String.join("", whole)).isEqualTo(input.toString());
            }
        }
    }

    @Test
    void whatIsTooLongEndsTheInputAndIsTold() throws Exception {
        Blocks blocks = Blocks.of(input("a\n" + "x".repeat(200_000)), LINES, BlockSize.ofBytes(10), 100_000);

        assertThat(all(blocks)).containsExactly("a\n");
        assertThat(blocks.problem()).isEqualTo("what job 2 is to read is longer than a block can be, 100000 bytes");
        assertThat(blocks.total()).hasValue(1);
    }

    @Test
    void whoWaitsForABlockCanBeToldToStop() throws Exception {
        try (var never = new java.io.PipedInputStream();
                var _ = new java.io.PipedOutputStream(never);
                Blocks blocks = Blocks.of(never, LINES, BlockSize.ofBytes(10), 100)) {
            blocks.stop();

            assertThat(blocks.next()).isNull();
        }
    }

    private static List<String> blocks(String input, RecordEnds ends, BlockSize size) throws InterruptedException {
        return all(Blocks.of(input(input), ends, size, 1 << 20));
    }

    private static List<String> all(Blocks blocks) throws InterruptedException {
        List<String> all = new ArrayList<>();
        while (blocks.next() != null) {
            ByteBuffer block = Objects.requireNonNull(blocks.input());
            all.add(StandardCharsets.ISO_8859_1.decode(block).toString());
        }
        return all;
    }

    private static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
