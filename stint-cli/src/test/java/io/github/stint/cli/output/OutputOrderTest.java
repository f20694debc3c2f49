package io.github.stint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.job.Ending;
import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.spool.Held;
import io.github.stint.cli.spool.Spool;
import io.github.stint.cli.spool.SpoolText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputOrderTest {

    private static final JobWriter JOBS = new JobWriter(
            new Screen(
                    Channels.newChannel(OutputStream.nullOutputStream()),
                    Channels.newChannel(OutputStream.nullOutputStream()),
                    OutputPlace.SAME,
                    () -> 80),
            OutputStyle.GROUPED,
            null,
            null);

    private final List<String> written = new ArrayList<>();

    @Test
    void jobsAreWrittenAsTheyEnd() throws IOException {
        try (OutputOrder order = new CompletionOrder(JOBS, this::write)) {
            order.accept(job(2, "c"));
            order.accept(job(0, "a"));

            assertThat(written).containsExactly("c", "a");
        }
    }

    @Test
    void aJobWaitsForThoseBeforeIt() throws IOException {
        try (OutputOrder order = new InputOrder(JOBS, this::write, 1_000)) {
            order.accept(job(1, "b"));
            order.accept(job(3, "d"));
            assertThat(written).isEmpty();

            order.accept(job(0, "a"));
            assertThat(written).containsExactly("a", "b");

            order.accept(job(2, "c"));
            assertThat(written).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void whatWaitedForAJobThatNeverRanIsWrittenAtTheEnd() throws IOException {
        try (OutputOrder order = new InputOrder(JOBS, this::write, 1_000)) {
            order.accept(job(5, "f"));
            order.accept(job(2, "c"));

            order.finish();

            assertThat(written).containsExactly("c", "f");
        }
    }

    @Test
    void whatWaitsHoldsNoMoreMemoryThanItsBound() throws IOException {
        try (InputOrder order = new InputOrder(JOBS, this::write, 2_000)) {
            List<String> expected = new ArrayList<>();
            expected.add("first");
            for (int i = 1; i <= 100; i++) {
                order.accept(job(i, "job " + i));
                expected.add("job " + i);
                assertThat(order.memory()).isLessThanOrEqualTo(2_000);
            }

            order.accept(job(0, "first"));

            assertThat(written).isEqualTo(expected);
            assertThat(order.memory()).isZero();
        }
    }

    @Test
    void whatWaitsHoldsNoMoreThanSomeFiles() throws IOException {
        List<JobResult> waiting = new ArrayList<>();
        try (InputOrder order = new InputOrder(JOBS, this::write, 1 << 20)) {
            for (int i = 1; i <= 200; i++) {
                JobResult result = job(i, "more than fits into the memory of the spool " + i, 4);
                waiting.add(result);
                order.accept(result);
            }

            assertThat(waiting.stream().mapToInt(JobResult::files).sum()).isLessThanOrEqualTo(64);
            order.accept(job(0, "first"));
        }

        assertThat(written).hasSize(201).last().isEqualTo("more than fits into the memory of the spool 200");
    }

    private void write(JobResult result) throws IOException {
        written.add(SpoolText.text(result.out()));
    }

    private static JobResult job(long number, String output) throws IOException {
        return job(number, output, 1_000);
    }

    private static JobResult job(long number, String output, int memoryBound) throws IOException {
        return new JobResult(
                new Job(number, 1, List.of("")), 1, Ending.of(0), 0, 0, held(output, memoryBound), held("", 1));
    }

    static Held held(String output) throws IOException {
        return held(output, 1_000);
    }

    private static Held held(String output, int memoryBound) throws IOException {
        Held held = new Held(new Spool(memoryBound), _ -> {});
        SpoolText.append(held, output);
        return held;
    }
}
