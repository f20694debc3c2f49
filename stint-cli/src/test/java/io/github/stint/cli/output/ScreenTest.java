package io.github.stint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.job.Ending;
import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.JobOutput;
import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.spool.Spool;
import io.github.stint.cli.spool.SpoolText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both streams go to one terminal here, as they do for most people. */
class ScreenTest {

    private static final int COLUMNS = 80;
    private static final String CLEARED = "\r\u001b[K";

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final Screen screen = screen(OutputPlace.SAME);

    private final Job job = new Job(0, 1, List.of("x"));

    @Test
    void theProgressIsReplacedInItsPlace() throws IOException {
        progress(screen, "1 done");
        progress(screen, "2 done");
        screen.noProgress();

        assertThat(shown()).isEqualTo(drawn("1 done") + drawn("2 done") + CLEARED);
    }

    @Test
    void theSameProgressIsNotDrawnTwice() throws IOException {
        progress(screen, "1 done");
        progress(screen, "1 done");

        assertThat(shown()).isEqualTo(drawn("1 done"));
    }

    @Test
    void theProgressGivesWayToAnOutputAndComesBackBelow() throws IOException {
        progress(screen, "1 done");
        write(screen, "out\n", "err\n", null);

        assertThat(shown()).isEqualTo(drawn("1 done") + CLEARED + "out\nerr\n" + drawn("1 done"));
    }

    @Test
    void theProgressGivesWayToAMessageAndComesBackBelow() throws IOException {
        progress(screen, "1 done");
        screen.line("message");

        assertThat(shown()).isEqualTo(drawn("1 done") + CLEARED + "message\n" + drawn("1 done"));
    }

    @Test
    void theProgressDoesNotEatTheEndOfAnOutput() throws IOException {
        write(screen, "no newline", "", null);
        progress(screen, "1 done");

        assertThat(shown()).isEqualTo("no newline\n" + drawn("1 done"));
    }

    @Test
    void aLineThatIsWrittenInPiecesIsNotTornByTheProgress() throws IOException {
        progress(screen, "1 done");
        stream("half a ");
        progress(screen, "2 done");
        stream("line\n");

        assertThat(shown()).isEqualTo(drawn("1 done") + CLEARED + "half a line\n" + drawn("2 done"));
    }

    @Test
    void aLineThatItsJobHasNotEndedIsEndedForTheProgress() throws IOException {
        progress(screen, "1 done");
        stream("no newline");
        write(screen, "", "", null);

        assertThat(shown()).isEqualTo(drawn("1 done") + CLEARED + "no newline\n" + drawn("1 done"));
    }

    @Test
    void anOutputThatGoesToAFileDoesNotTouchTheTerminal() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Screen apart = new Screen(
                Channels.newChannel(file), Channels.newChannel(terminal), OutputPlace.ELSEWHERE, () -> COLUMNS);
        progress(apart, "1 done");
        write(apart, "no newline", "", null);
        progress(apart, "2 done");

        assertThat(shown()).isEqualTo(drawn("1 done") + drawn("2 done"));
        assertThat(file.toString(StandardCharsets.US_ASCII)).isEqualTo("no newline");
    }

    @Test
    void whereTheReaderOfAnOutputMayWriteToTheTerminalTheProgressWaits() throws IOException {
        Screen passedOn = screen(OutputPlace.PASSED_ON);
        progress(passedOn, "1 done");
        write(passedOn, "out\n", "", null);
        assertThat(shown()).isEqualTo(drawn("1 done") + CLEARED + "out\n");

        progress(passedOn, "1 done");
        assertThat(shown()).endsWith("out\n" + drawn("1 done"));
    }

    @Test
    void whatOthersWroteOverTheProgressIsLeftAlone() throws IOException {
        progress(screen, "1 done");
        screen.leaveProgress();
        write(screen, "out\n", "", null);

        assertThat(shown()).isEqualTo(drawn("1 done") + "out\n");
    }

    @Test
    void nothingIsLeftOfTheProgressWhenTheProcessEndsAtOnce() throws IOException {
        progress(screen, "1 done");
        screen.abandon();
        screen.line("whoever still writes");
        progress(screen, "2 done");

        assertThat(shown()).isEqualTo(drawn("1 done") + CLEARED + "whoever still writes\n");
    }

    @Test
    void aMessageBeginsALine() throws IOException {
        write(screen, "no newline", "", "cannot run x");

        assertThat(shown()).isEqualTo("no newline\nstint: cannot run x\n");
    }

    @Test
    void aJobThatWroteNothingTouchesNothing() throws IOException {
        progress(screen, "1 done");
        write(screen, "", "", null);

        assertThat(shown()).isEqualTo(drawn("1 done"));
    }

    private Screen screen(OutputPlace place) {
        return new Screen(Channels.newChannel(terminal), Channels.newChannel(terminal), place, () -> COLUMNS);
    }

    private static void progress(Screen screen, String text) throws IOException {
        screen.progress(List.of(new StatusArea.Line(text, text.length())));
    }

    private static String drawn(String text) {
        return "\r\u001b[m" + text + "\u001b[K\u001b[J";
    }

    private void stream(String text) throws IOException {
        screen.alone(() -> Spool.writeFully(screen.out(), SpoolText.bytes(text)));
    }

    private void write(Screen screen, String out, String err, String problem) throws IOException {
        JobOutput output = new JobWriter(screen, OutputStyle.GROUPED, null, null).open(job, 1);
        output.out().append(SpoolText.bytes(out));
        output.err().append(SpoolText.bytes(err));
        try (JobResult result =
                new JobResult(job, 1, new Ending(0, problem, null, null), 0, 0, output.out(), output.err())) {
            screen.write(result);
        }
    }

    private String shown() {
        return terminal.toString(StandardCharsets.US_ASCII);
    }
}
