package io.github.stint.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.TaskInfo;
import io.github.stint.TaskState;
import io.github.stint.cli.output.Columns;
import io.github.stint.cli.output.Look;
import io.github.stint.control.view.Lint;
import io.github.stint.control.view.TaskList;
import io.github.stint.control.view.Warning;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is drawn of a model, on screens of several sizes. */
class PictureTest {

    @Test
    void aScreenOf80ColumnsHasOwnersTabsTasksAndKeys() {
        List<String> lines = Shown.lines(Shown.tasks(80, 24, 12, 40));

        assertThat(lines.getFirst()).isEqualTo("stint top  shop (4711)  2 run, 40 wait, 3.3 ended/s, 6 failed");
        assertThat(lines.get(1)).isEqualTo("crawler  open    [##########]  2/2 run      40 wait    3.3/s    3 failed");
        assertThat(lines.get(2)).startsWith("shop     open    [----------]  0/35 run");
        assertThat(lines.get(3)).isEqualTo(" 1 owners  2 groups [3 tasks] 4 tree   40 tasks by id");
        assertThat(lines.get(4)).matches("  TASK {20,}STATE +WAITED +RAN");
        assertThat(lines.get(5)).matches("> crawler/probes/fetch#1 +running +35ms +4.2s");
        assertThat(lines.get(7)).matches("  crawler/probes/fetch#3 +queued +35ms +0ms");
        assertThat(lines.getLast()).startsWith("q quit  ? keys  / filter  Enter more  Space tag  c cancel");
    }

    @Test
    void aSmallScreenKeepsWhatIsNeededMost() {
        List<String> lines = Shown.lines(Shown.tasks(40, 10, 12, 40));

        assertThat(lines.get(1)).isEqualTo("2 owners: 1 shows them");
        assertThat(lines.get(3))
                .startsWith("  TASK")
                .contains("STATE")
                .endsWith("RAN")
                .doesNotContain("WAITED");
        assertThat(lines.get(4)).isEqualTo("> crawler/.../fetch#1 running       4.2s");
        assertThat(lines.getLast()).isEqualTo("q quit  ? keys  / filter  Enter more");
    }

    @Test
    void aLargeScreenSaysMore() {
        List<String> lines = Shown.lines(Shown.tasks(200, 50, 40, 40));

        assertThat(lines.get(4)).contains("CANCELLED BECAUSE");
        assertThat(lines.stream().filter(line -> line.contains("fetch#"))).hasSize(40);
        assertThat(lines.getLast()).contains("C cancel all shown");
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "40, 10", "200, 50", "20, 5", "1, 1", "300, 3", "10, 80"})
    void everyViewAndModeFillsTheScreenAndIsNoWiderThanIt(int columns, int rows) {
        Model model = Shown.tasks(columns, rows, 100, 60_000);
        Model details = Shown.press(model, Key.Name.DOWN, Key.Name.ENTER);
        for (Model one : List.of(
                Shown.empty(columns, rows),
                model,
                Shown.press(model, "1"),
                Shown.press(model, "2"),
                Shown.press(model, "4"),
                Shown.press(model, "?"),
                Shown.press(model, "/age>5s"),
                Shown.press(model, "c"),
                model.withLost("nobody listens"),
                details,
                details.with(details(details.seen())))) {
            List<Line> lines = Picture.of(one, new Look(true, true));
            assertThat(lines).hasSize(rows);
            assertThat(lines).allMatch(line -> line.columns() <= columns);
        }
    }

    @Test
    void theRowsAroundTheCursorAreShown() {
        Model model = Shown.tasks(80, 24, 100, 100);
        Model down = Shown.press(model, Key.Name.PAGE_DOWN, Key.Name.PAGE_DOWN);
        int page = Layout.of(model).table();

        assertThat(down.place().cursor()).isEqualTo(2 * page);
        assertThat(Shown.lines(down)).anyMatch(line -> line.startsWith("> crawler/probes/fetch#" + (2 * page + 1)));
        assertThat(Shown.lines(down)).noneMatch(line -> line.matches("..crawler/probes/fetch#1 .*"));
        assertThat(Shown.press(down, Key.Name.HOME).place().first()).isZero();
    }

    @Test
    void taggedTasksAndTheFilterAreSeenWithoutColors() {
        Model model = Shown.press(Shown.tasks(80, 24, 12, 12), " ", "/state=running", Key.Name.ENTER)
                .withTagged(Set.of(Shown.target(1)));

        assertThat(Shown.lines(model)).anyMatch(line -> line.startsWith(">*crawler/probes/fetch#1"));
        assertThat(Shown.lines(model).get(3)).contains("1 tagged", "where state=running");
    }

    @Test
    void withoutColorsNothingIsWrittenButText() {
        for (Line line : Picture.of(Shown.press(Shown.tasks(80, 24, 12, 12), "c"), Look.PLAIN)) {
            assertThat(line.written(false)).isEqualTo(line.text()).doesNotContain("\u001b");
        }
        assertThat(Picture.of(Shown.tasks(80, 24, 12, 12), Look.PLAIN).get(5).written(true))
                .startsWith("\u001b[7m")
                .endsWith("\u001b[m");
    }

    @Test
    void namesSteerNoTerminalAndWideOnesAreMeasured() {
        TaskInfo strange = new TaskInfo(
                7, "crawler/漢字\u001b[2J\n#7", "crawler", null, TaskState.RUNNING, Duration.ZERO, Duration.ZERO, null);
        Model model = Shown.empty(80, 24);
        Seen seen = Shown.seen(1, 1);
        Model shown = model.with(new Seen(
                seen.application(),
                seen.owners(),
                seen.pace(),
                new TaskList(1, List.of(strange)),
                null,
                List.of(),
                List.of(),
                null));

        List<String> lines = Shown.lines(shown);
        assertThat(lines.get(5)).contains("crawler/漢字\\u001b[2J\\u000a#7").doesNotContain("\u001b", "\n");
        assertThat(Columns.of(lines.get(5).substring(0, lines.get(5).indexOf("running"))))
                .isEqualTo(lines.get(4).indexOf("STATE"));
    }

    @Test
    void groupsHaveTheirLiveTasksAndTheTimesOfEndedOnes() {
        assertThat(Shown.lines(Shown.press(Shown.tasks(120, 24, 12, 12), "2")))
                .anyMatch(line -> line.matches("> crawler/probes +12 +1000 +10ms +300ms +10ms +40ms +300ms"));
    }

    @Test
    void theTreeShowsWhatBelongsToWhatAndWhatItLeavesOut() {
        List<String> lines = Shown.lines(Shown.press(Shown.tasks(80, 40, 3, 500), "t"));

        assertThat(lines).anyMatch(line -> line.matches("> shop +open +0 of 35 run, 0 wait"));
        assertThat(lines).anyMatch(line -> line.matches("    crawler +open +2 of 2 run, 500 wait"));
        assertThat(lines).anyMatch(line -> line.matches("      probes +group +500 tasks"));
        assertThat(lines).anyMatch(line -> line.matches("        crawler/probes/fetch#1 +running +4.2s"));
        assertThat(lines).anyMatch(line -> line.equals("        497 more"));
    }

    @Test
    void detailsOfATaskTellWhyItWasCancelledTheTimesOfItsGroupAndItsStack() {
        Model model = Shown.press(Shown.tasks(80, 40, 12, 12), Key.Name.DOWN, Key.Name.ENTER);
        assertThat(Shown.lines(model)).contains("looking ...");

        List<String> lines = Shown.lines(model.with(details(model.seen())));
        assertThat(lines)
                .contains(
                        "crawler/probes/fetch#2",
                        "  state     cancelling",
                        "  waited    35ms",
                        "  ran       4.2s",
                        "  cancelled too slow (by 'anna'), source request",
                        "times of its group, of 1000 tasks ended",
                        "  ran       p50 10ms  p90 40ms  p99 300ms  max 2.0s",
                        "how many ran up to",
                        "      16ms      900  " + "#".repeat(30),
                        "      64ms      100  ####",
                        "  at shop.Fetch.run(Fetch.java:12)");
    }

    @Test
    void whatLooksWrongHasALineAboveTheTable() {
        Seen seen = Shown.seen(3, 3);
        Model model = Shown.empty(80, 24)
                .with(new Seen(
                        seen.application(),
                        seen.owners(),
                        seen.pace(),
                        seen.tasks(),
                        null,
                        List.of(),
                        List.of(
                                new Warning(Lint.QUEUE_GROWING, "crawler", "40 wait"),
                                new Warning(Lint.QUEUE_GROWING, "a", "b")),
                        null));

        assertThat(Shown.lines(model).get(3)).isEqualTo("! queue-growing crawler: 40 wait (and 1 more: stint check)");
    }

    @Test
    void aLostConnectionIsToldAndWhatWasSeenStays() {
        Model lost = new Event.Lost("nobody listens; trying again").in(Shown.tasks(80, 24, 3, 3));

        assertThat(Shown.lines(lost).getFirst()).contains("NOT CONNECTED: nobody listens; trying again");
        assertThat(Shown.lines(lost)).anyMatch(line -> line.contains("fetch#3"));
        assertThat(Shown.lines(lost.with(Shown.seen(3, 3))).getFirst()).doesNotContain("NOT CONNECTED");
    }

    private static Seen details(Seen seen) {
        return new Seen(
                seen.application(),
                seen.owners(),
                seen.pace(),
                seen.tasks(),
                seen.tree(),
                seen.times(),
                seen.warnings(),
                Shown.detail());
    }
}
