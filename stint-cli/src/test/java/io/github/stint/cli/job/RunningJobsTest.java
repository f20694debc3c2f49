package io.github.stint.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunningJobsTest {

    private final RunningJobs running = new RunningJobs();

    @Test
    void theLongestRunningAreListedFirst() {
        begin(1, 100);
        begin(2, 50);
        begin(3, 200);

        assertThat(places(10, 0)).containsExactly(2L, 1L, 3L);
        assertThat(places(2, 0)).containsExactly(2L, 1L);
    }

    @Test
    void onlyThoseThatHaveRunForLongEnoughAreListed() {
        begin(1, 100);
        begin(2, 950);

        assertThat(places(10, 51)).containsExactly(1L);
    }

    @Test
    void whatHasEndedIsNotListed() {
        RunningJob job = begin(1, 100);
        begin(2, 200);
        running.ended(job);

        assertThat(places(10, 0)).containsExactly(2L);
    }

    private RunningJob begin(long place, long nanos) {
        RunningJob job = new RunningJob(place, nanos, () -> "");
        running.begun(job);
        return job;
    }

    private List<Long> places(int most, long leastNanos) {
        return running.longest(most, leastNanos, 1_000).stream()
                .map(RunningJob::place)
                .toList();
    }
}
