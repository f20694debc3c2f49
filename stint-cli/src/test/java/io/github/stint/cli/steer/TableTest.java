package io.github.stint.cli.steer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final Page WIDE = new Page(Page.ENDLESS, false, true);

    @Test
    void columnsAreAsWideAsTheirWidestCellAndNumbersStandToTheRight() {
        Table table = Table.of("~NAME", ">RUN");
        table.row("crawler", 3);
        table.row("x", 12345);

        assertThat(table.lines(WIDE)).containsExactly("NAME       RUN", "crawler      3", "x        12345");
    }

    @Test
    void theWidestColumnOfTextIsCutToFit() {
        Table table = Table.of("~NAME", "STATE", "~WHY");
        table.row("a-name-of-twenty-two-c", "running", "too slow");

        List<String> lines = table.lines(new Page(30, false, true));

        assertThat(lines.get(1)).isEqualTo("a-name-of-…  running  too slow").hasSizeLessThanOrEqualTo(30);
        assertThat(table.lines(new Page(30, false, false)).get(1)).startsWith("a-name-of-~  ");
    }

    @Test
    void noLineIsWiderThanThePageHoweverNarrow() {
        Table table = Table.of("~NAME", "STATE", ">A", ">B");
        table.row("crawler/probes/fetch#1", "running", 1, 2);

        assertThat(table.lines(new Page(12, false, true))).allMatch(line -> line.length() <= 12);
    }

    @Test
    void nothingInACellSteersATerminal() {
        Table table = Table.of("~NAME");
        table.row("a\u001b[2J\nb\u202ec");

        assertThat(table.lines(WIDE).get(1)).isEqualTo("a\\u001b[2J\\u000ab\\u202ec");
    }
}
