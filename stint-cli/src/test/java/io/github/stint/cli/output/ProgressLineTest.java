package io.github.stint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.job.Tally;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {

    private static final Look UNICODE = new Look(true, false);
    private static final Meter.Reading HALF = new Meter.Reading(500, OptionalLong.of(1_000), 4, 1, 0, false, 30);
    private static final Meter.Reading UNKNOWN = new Meter.Reading(1, OptionalLong.empty(), 2, 0, 0, false, 0.1);

    @Test
    void itTellsDoneRunningFailedRateAndTimeLeft() {
        assertThat(ProgressLine.plain(HALF)).isEqualTo("stint: 500 of 1000 done, 4 running, 1 failed, 30/s, 17 s left");
    }

    @Test
    void withoutATotalThereIsNoTimeLeft() {
        assertThat(ProgressLine.plain(UNKNOWN)).isEqualTo("stint: 1 done, 2 running, 0 failed, 6.0/min");
    }

    @Test
    void beforeTheFirstHasEndedThereIsNoTimeLeft() {
        assertThat(ProgressLine.plain(new Meter.Reading(0, OptionalLong.of(5), 2, 0, 0, false, 0)))
                .isEqualTo("stint: 0 of 5 done, 2 running, 0 failed, 0/s");
    }

    @Test
    void onATerminalItHasABar() {
        assertThat(drawn(HALF, 80)).isEqualTo("▕█████████         ▏ 500/1000, 4 running, 1 failed, 30/s, ~17 s left");
    }

    @Test
    void withoutATotalItSaysSoAndHasNoBar() {
        assertThat(drawn(UNKNOWN, 80)).isEqualTo("1 done, 2 running, 0 failed, 6.0/min, total not known yet");
    }

    @Test
    void itTellsOfCancelledJobsOnceThereAreSome() {
        Meter.Reading some = new Meter.Reading(500, OptionalLong.of(1_000), 4, 1, 7, false, 30);
        assertThat(ProgressLine.plain(some))
                .isEqualTo("stint: 500 of 1000 done, 4 running, 1 failed, 7 cancelled, 30/s, 17 s left");
        assertThat(drawn(some, 90))
                .isEqualTo("▕██████████          ▏ 500/1000, 4 running, 1 failed, 7 cancelled, 30/s, ~17 s left");
    }

    @Test
    void aPausedRunHasNoRateAndNoTimeLeft() {
        Meter.Reading paused = new Meter.Reading(500, OptionalLong.of(1_000), 0, 1, 0, true, 30);
        assertThat(ProgressLine.plain(paused)).isEqualTo("stint: 500 of 1000 done, 0 running, 1 failed, paused");
        assertThat(drawn(paused, 80)).isEqualTo("▕█████████         ▏ 500/1000, 0 running, 1 failed, paused");
        assertThat(drawn(paused, 30)).isEqualTo("500/1000, 1 failed, paused");
    }

    @Test
    void whereThereIsLittleRoomItLeavesOutWhatMattersLeast() {
        assertThat(drawn(HALF, 60)).isEqualTo("▕██████▌      ▏ 500/1000, 1 failed, 30/s, ~17 s left");
        assertThat(drawn(HALF, 46)).isEqualTo("▕████▌    ▏ 500/1000, 1 failed, ~17 s left");
        assertThat(drawn(HALF, 34)).isEqualTo("500/1000, 1 failed, ~17 s left");
        assertThat(drawn(HALF, 20)).isEqualTo("500/1000, 1 failed…");
    }

    @Test
    void itNeverFillsTheLastColumn() {
        for (int columns = 2; columns <= 200; columns++) {
            StatusArea.Line line = ProgressLine.drawn(HALF, UNICODE, columns);
            assertThat(line.columns()).isLessThan(columns).isEqualTo(Columns.of(line.text()));
        }
    }

    @Test
    void withColorsAFailureIsRed() {
        assertThat(ProgressLine.drawn(HALF, new Look(false, true), 80).text()).contains(", \u001b[31m1 failed\u001b[m");
    }

    @ParameterizedTest
    @CsvSource({"0,0 s", "59,59 s", "60,1 min 00 s", "65,1 min 05 s", "3599,59 min 59 s", "7380,2 h 03 min"})
    void aTimeIsToldInTwoUnits(long seconds, String text) {
        assertThat(ProgressLine.time(seconds)).isEqualTo(text);
    }

    private static String drawn(Meter.Reading reading, int columns) {
        return ProgressLine.drawn(reading, UNICODE, columns).text();
    }

    static Tally tally(int started, int ended, int failed) {
        Tally tally = new Tally();
        for (int i = 0; i < started; i++) {
            tally.start();
        }
        for (int i = 0; i < ended; i++) {
            tally.end(i >= failed);
        }
        return tally;
    }
}
