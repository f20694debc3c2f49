package io.github.stint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatusAreaTest {

    private final StatusArea area = new StatusArea();

    @Test
    void theFirstLinesAreWrittenWhereTheCursorIs() {
        assertThat(show("one", "two")).isEqualTo("\r\u001b[mone\u001b[K\ntwo\u001b[K\u001b[J");
    }

    @Test
    void theNextOnesTakeTheirPlace() {
        show("one", "two", "three");

        assertThat(show("four")).isEqualTo("\r\u001b[A\u001b[A\u001b[mfour\u001b[K\u001b[J");
        assertThat(show("five", "six")).isEqualTo("\r\u001b[mfive\u001b[K\nsix\u001b[K\u001b[J");
    }

    @Test
    void nothingIsLeftWhenTheyAreTakenAway() {
        show("one", "two");

        assertThat(area.clear(80)).isEqualTo("\r\u001b[K\u001b[A\u001b[K");
        assertThat(area.isShown()).isFalse();
        assertThat(area.clear(80)).isEmpty();
    }

    @Test
    void aTerminalThatHasBecomeNarrowerHasBrokenThem() {
        show("x".repeat(79), "y".repeat(40), "z".repeat(41));

        String twoOfTheFirstOneOfTheSecondTwoOfTheThird = "\r\u001b[K" + "\u001b[A\u001b[K".repeat(4);
        assertThat(area.clear(40)).isEqualTo(twoOfTheFirstOneOfTheSecondTwoOfTheThird);
    }

    @Test
    void whatOthersHaveWrittenBelowIsLeftAlone() {
        show("one", "two");
        area.forget();

        assertThat(area.clear(80)).isEmpty();
        assertThat(show("three")).startsWith("\r\u001b[mthree");
    }

    private String show(String... lines) {
        return area.show(
                List.of(lines).stream()
                        .map(line -> new StatusArea.Line(line, line.length()))
                        .toList(),
                80);
    }
}
