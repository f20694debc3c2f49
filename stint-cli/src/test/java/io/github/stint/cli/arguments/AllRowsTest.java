package io.github.stint.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllRowsTest {

    private static final List<String> NUMBERS =
            IntStream.rangeClosed(1, 100).mapToObj(String::valueOf).toList();

    @Test
    void howManyThereAreIsKnownWithTheFirst() throws Exception {
        AllRows all = new AllRows(rows(String.join("\n", NUMBERS)), null);
        assertThat(all.total()).isEmpty();

        assertThat(all.next()).containsExactly("1");
        assertThat(all.total()).hasValue(100);
        assertThat(rest(all)).isEqualTo(NUMBERS.subList(1, 100));
    }

    @Test
    void theSameChanceGivesTheSameOrder() throws Exception {
        List<String> first = rest(shuffled(3));

        assertThat(first).isNotEqualTo(NUMBERS).containsExactlyInAnyOrderElementsOf(NUMBERS);
        assertThat(rest(shuffled(3))).isEqualTo(first);
        assertThat(rest(shuffled(4))).isNotEqualTo(first);
    }

    @Test
    void moreThanTheMemoryThereIsForThemIsToldAndNoneIsGiven() throws Exception {
        AllRows all = new AllRows(rows("x".repeat(1_000) + "\n" + "y".repeat(1_000) + "\nz"), null, 2_000);

        assertThat(all.next()).isNull();
        assertThat(all.problem())
                .isEqualTo("nothing was run: all arguments were to be kept in memory, and 2 of them have filled"
                        + " the 0 MiB there are for them");
        assertThat(all.total()).isEmpty();
    }

    @Test
    void whereOneCannotBeReadNoneIsGiven() throws Exception {
        AllRows all = new AllRows(rows("a\nb\0\nc"), null);

        assertThat(all.next()).isNull();
        assertThat(all.problem()).startsWith("line 2 of it has a zero byte");
    }

    private static AllRows shuffled(long seed) {
        return new AllRows(rows(String.join("\n", NUMBERS)), new Random(seed));
    }

    private static RowSource rows(String text) {
        return Rows.of(
                LineArguments.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), (byte) '\n', "it"),
                1);
    }

    private static List<String> rest(RowSource rows) throws InterruptedException {
        List<String> rest = new ArrayList<>();
        for (List<String> row = rows.next(); row != null; row = rows.next()) {
            rest.addAll(row);
        }
        return rest;
    }
}
