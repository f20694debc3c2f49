package io.github.stint.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {

    @Test
    void soManyArgumentsAreARowAndTheLastHasTheRest() throws Exception {
        RowSource rows = Rows.of(list("a", "b", "c", "d", "e"), 2);

        assertThat(rows.total()).hasValue(3);
        assertThat(all(rows)).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
    }

    @Test
    void columnsAreSplitAndEmptyOnesKept() throws Exception {
        RowSource rows = Rows.columns(list("a,b", ",,", "c"), ColumnSeparator.of(","));

        assertThat(all(rows)).containsExactly(List.of("a", "b"), List.of("", "", ""), List.of("c"));
    }

    @Test
    void everyCombinationIsThereTheFirstChangingSlowest() throws Exception {
        RowSource rows =
                new Combinations(List.of(List.of(list("a", "b")), List.of(list("1", "2")), List.of(list("x"))));

        assertThat(rows.total()).hasValue(4);
        assertThat(all(rows))
                .containsExactly(
                        List.of("a", "1", "x"), List.of("a", "2", "x"), List.of("b", "1", "x"), List.of("b", "2", "x"));
    }

    @Test
    void linkedSourcesStepOnTogetherToTheEndOfTheShortest() throws Exception {
        RowSource rows =
                new Combinations(List.of(List.of(list("a", "b", "c"), list("1", "2")), List.of(list("x", "y"))));

        assertThat(rows.total()).hasValue(4);
        assertThat(all(rows))
                .containsExactly(
                        List.of("a", "1", "x"), List.of("a", "1", "y"), List.of("b", "2", "x"), List.of("b", "2", "y"));
    }

    @Test
    void anEmptySourceMakesNoCombination() throws Exception {
        assertThat(all(new Combinations(List.of(List.of(list("a")), List.of(list())))))
                .isEmpty();
        assertThat(all(new Combinations(List.of(List.of(list()), List.of(list("a"))))))
                .isEmpty();
    }

    @Test
    void stoppedTheyGiveNothingMore() throws Exception {
        RowSource rows = new Combinations(List.of(List.of(list("a", "b")), List.of(list("1", "2"))));
        assertThat(rows.next()).containsExactly("a", "1");
        rows.stop();
        assertThat(rows.next()).isNull();
    }

    @Test
    void theFirstOfASourceNamesItAndIsNotCounted() throws Exception {
        WithoutFirst source = WithoutFirst.of(list("name", "a", "b"));

        assertThat(source).isNotNull();
        assertThat(source.first()).isEqualTo("name");
        assertThat(source.total()).hasValue(2);
        assertThat(all(Rows.of(source, 1))).containsExactly(List.of("a"), List.of("b"));
        assertThat(WithoutFirst.of(list())).isNull();
    }

    @Test
    void anArgumentEndsWithTheByteThatWasAgreed() throws Exception {
        byte[] input = "a\nb\0c\0\0d".getBytes(StandardCharsets.US_ASCII);

        assertThat(all(Rows.of(LineArguments.of(new ByteArrayInputStream(input), (byte) 0, "x"), 1)))
                .containsExactly(List.of("a\nb"), List.of("c"), List.of("d"));
    }

    private static ArgumentSource list(String... arguments) {
        return new ListedArguments(List.of(arguments));
    }

    private static List<List<String>> all(RowSource rows) throws InterruptedException {
        List<List<String>> all = new ArrayList<>();
        for (List<String> row = rows.next(); row != null; row = rows.next()) {
            all.add(row);
        }
        return all;
    }
}
