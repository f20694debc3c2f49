package io.github.stint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

    @ParameterizedTest
    @CsvSource({
        "IF_TERMINAL,true,true,false,SAME,BAR_AND_JOBS",
        "IF_TERMINAL,true,true,false,ELSEWHERE,BAR_AND_JOBS",
        "IF_TERMINAL,true,true,false,PASSED_ON,BAR",
        "IF_TERMINAL,true,false,false,SAME,LINES",
        "IF_TERMINAL,true,true,true,SAME,NONE",
        "IF_TERMINAL,false,true,false,SAME,NONE",
        "ANYWHERE,false,true,false,SAME,LINES",
        "ANYWHERE,true,true,true,SAME,LINES",
        "ANYWHERE,true,true,false,PASSED_ON,BAR",
        "NONE,true,true,false,SAME,NONE",
    })
    void whatIsShownFollowsTheWishAndThePlace(
            Progress.Wish wish, boolean terminal, boolean moves, boolean shared, OutputPlace out, Progress shown) {
        assertThat(Progress.of(wish, terminal, moves, shared, out)).isEqualTo(shown);
    }
}
