package io.github.stint.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stint.bench.result.Ratio.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {

    @Test
    void comparesTheMediansOfTheSameRound() {
        // the machine was half as fast in the second round, for both
        Ratio ratio = Ratio.of(
                List.of(new double[] {9, 10, 900}, new double[] {20, 20, 20}),
                List.of(new double[] {20, 20, 20}, new double[] {40, 40, 40}));

        assertThat(ratio.value()).isEqualTo(0.5);
        assertThat(ratio.least()).isEqualTo(0.5);
        assertThat(ratio.most()).isEqualTo(0.5);
    }

    @Test
    void tellsTheLeastAndTheMostOfTheRounds() {
        Ratio ratio = Ratio.of(
                List.of(new double[] {1}, new double[] {2}, new double[] {4}),
                List.of(new double[] {2}, new double[] {2}, new double[] {2}));

        assertThat(ratio.value()).isEqualTo(1);
        assertThat(ratio.least()).isEqualTo(0.5);
        assertThat(ratio.most()).isEqualTo(2);
        assertThat(ratio.low()).isEqualTo(0.5, within(0.01));
        assertThat(ratio.high()).isEqualTo(2, within(0.01));
    }

    @Test
    void ofFewRoundsIsMetOrMissedOnlyIfAllOfTheSpreadIs() {
        Ratio ratio = new Ratio(19, 1, 0.9, 1.1, 0.95, 1.2);

        assertThat(ratio.against(1.2)).isEqualTo(Verdict.MET);
        assertThat(ratio.against(1.19)).isEqualTo(Verdict.UNDECIDED);
        assertThat(ratio.against(0.9)).isEqualTo(Verdict.UNDECIDED);
        assertThat(ratio.against(0.89)).isEqualTo(Verdict.MISSED);
    }

    @Test
    void ofManyRoundsSomeAreFarOffAndOnlyTheDrawsCount() {
        Ratio ratio = new Ratio(20, 1, 0.5, 1.5, 0.95, 1.05);

        assertThat(ratio.against(1.05)).isEqualTo(Verdict.MET);
        assertThat(ratio.against(1.04)).isEqualTo(Verdict.UNDECIDED);
        assertThat(ratio.against(0.95)).isEqualTo(Verdict.UNDECIDED);
        assertThat(ratio.against(0.94)).isEqualTo(Verdict.MISSED);
    }

    @Test
    void quantilesLieBetweenTheValues() {
        assertThat(Statistics.median(3, 1, 2)).isEqualTo(2);
        assertThat(Statistics.median(4, 1, 2, 3)).isEqualTo(2.5);
        assertThat(Statistics.quantile(0.25, 0, 10)).isEqualTo(2.5);
        assertThat(Statistics.median()).isNaN();
    }
}
