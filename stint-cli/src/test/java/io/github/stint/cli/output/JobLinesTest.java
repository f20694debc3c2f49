package io.github.stint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.job.RunningJob;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobLinesTest {

    private static final Look UNICODE = new Look(true, false);

    private final List<RunningJob> jobs =
            List.of(job(7, 3_700, "gzip a-file-with-a-long-name.txt", "12 % done"), job(12, 65, "gzip b", ""));

    @Test
    void aLineTellsNumberTimeCommandAndLastOutput() {
        assertThat(shown(100))
                .containsExactly(
                        "   #7  1:01:40  gzip a-file-with-a-long-name.txt  12 % done", "  #12     1:05  gzip b");
    }

    @Test
    void aLongCommandLosesItsMiddle() {
        assertThat(shown(70).getFirst()).isEqualTo("   #7  1:01:40  gzip a-file-w…ong-name.txt  12 % done");
    }

    @Test
    void whereThereIsLittleRoomThereIsNoOutput() {
        assertThat(shown(40)).containsExactly("   #7  1:01:40  gzip a-file…ng-name.txt", "  #12     1:05  gzip b");
        assertThat(shown(17)).containsExactly("   #7  1:01:40", "  #12     1:05");
    }

    @Test
    void itNeverFillsTheLastColumn() {
        for (int columns = 2; columns <= 200; columns++) {
            for (StatusArea.Line line : JobLines.of(jobs, 0, UNICODE, columns)) {
                assertThat(line.columns()).isLessThan(columns).isEqualTo(Columns.of(line.text()));
            }
        }
    }

    @Test
    void withColorsTheOutputIsDim() {
        assertThat(JobLines.of(jobs, 0, new Look(true, true), 100).getFirst().text())
                .endsWith("\u001b[2m12 % done\u001b[m");
    }

    @ParameterizedTest
    @CsvSource({"0,0:00", "7,0:07", "65,1:05", "3599,59:59", "3600,1:00:00", "86400,24:00:00"})
    void aTimeIsToldAsAClockDoes(long seconds, String text) {
        assertThat(JobLines.time(seconds)).isEqualTo(text);
    }

    private List<String> shown(int columns) {
        return JobLines.of(jobs, 0, UNICODE, columns).stream()
                .map(StatusArea.Line::text)
                .toList();
    }

    private static RunningJob job(long place, long seconds, String command, String output) {
        RunningJob job = new RunningJob(place, -TimeUnit.SECONDS.toNanos(seconds), () -> command);
        job.tail().append(ByteBuffer.wrap(output.getBytes(StandardCharsets.UTF_8)));
        return job;
    }
}
