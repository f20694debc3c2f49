package io.github.stint.scenarios;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CancelResult;
import io.github.stint.Outcome.Success;
import io.github.stint.Shutdown;
import io.github.stint.Supervised;
import io.github.stint.Supervised.State;
import io.github.stint.TaskService;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the scheduler of escudeiro does, as our schedules do it. Ours know no cron expressions, and their ids are numbers
 * of the service.
 */
class ScheduleScenariosTest {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2025-06-01T08:00:00Z");

    private final VirtualTicker ticker = new VirtualTicker();
    private final TaskService service =
            TaskService.builder("jobs").ticker(ticker).clock(() -> NOW).open();

    @AfterEach
    void close() {
        service.close();
    }

    private void awaitWaiting(Supervised it, long runs) {
        eventually(
                "it waits after run " + runs,
                () -> it.runs() == runs
                        && it.state() == State.WAITING
                        && it.nextIn().isPresent());
    }

    @Test
    @Scenario(15)
    void aNewScheduleHasNotRunAndEachRunCountsOne() {
        Supervised job = service.every("job", PERIOD, () -> {});
        for (int runs = 0; runs < 3; runs++) {
            awaitWaiting(job, runs);
            ticker.awaitParked(1);
            assertThat(job.runs()).isEqualTo(runs);
            assertThat(job.state()).isEqualTo(State.WAITING);
            ticker.advance(PERIOD);
        }
    }

    @Test
    @Scenario(17)
    void aMomentGivesAnIdKeepsTheNameAndTheNextRunIsKnown() {
        Supervised job = service.at("report", NOW.plusSeconds(90), () -> {});
        awaitWaiting(job, 0);
        assertThat(job.task().id()).isEqualTo(1);
        assertThat(job.name()).isEqualTo("report");
        assertThat(job.nextIn()).contains(Duration.ofSeconds(90));
    }

    @Test
    @Scenario(19)
    void aScheduledIdIsFoundAndAnUnknownOneIsNot() {
        Supervised job = service.every("job", PERIOD, () -> {});
        assertThat(service.task(job.task().id())).containsSame(job.task());
        assertThat(service.task(17)).isEmpty();
        assertThat(service.supervised()).containsExactly(job);
    }

    @Test
    @Scenario(21)
    void ofTwoThatRemoveByNameTheFirstFindsItAndTheSecondNothing() throws Exception {
        service.every("other", PERIOD, () -> {});
        Supervised job = service.every("job", PERIOD, () -> {});
        assertThat(byName("job").orElseThrow().cancel("removed")).isEqualTo(CancelResult.REQUESTED);
        job.task().join();
        assertThat(byName("job")).isEmpty();
        assertThat(service.cancel(job.task().id(), "removed")).isEqualTo(CancelResult.ALREADY_ENDED);
    }

    private Optional<Supervised> byName(String name) {
        return service.supervised().stream()
                .filter(it -> it.name().equals(name))
                .findFirst();
    }

    @Test
    @Scenario(22)
    void oneThatBlocksAndOneThatDoesNotRunOnceEachAndNotAfterwards() throws Exception {
        try (Gate hold = new Gate()) {
            AtomicInteger ran = new AtomicInteger();
            Supervised blocks = service.at("blocks", NOW, hold::pass);
            Supervised quick = service.at("quick", NOW, ran::incrementAndGet);
            assertThat(quick.task().join()).isInstanceOf(Success.class);
            hold.awaitArrived(1);
            assertThat(blocks.state()).isEqualTo(State.RUNNING);
            hold.open();
            assertThat(blocks.task().join()).isInstanceOf(Success.class);
            assertThat(ran).hasValue(1);
            assertThat(blocks.runs()).isEqualTo(1);
            assertThat(List.of(blocks.state(), quick.state())).containsOnly(State.ENDED);
        }
    }

    @Test
    @Scenario(23)
    void whatThrowsIsLoggedAsFailedAndWaitsForItsNextRun() {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskService")) {
            Supervised job = service.every("job", PERIOD, () -> {
                throw new IOException("down");
            });
            ticker.awaitParked(1);
            ticker.advance(PERIOD);
            awaitWaiting(job, 1);
            assertThat(log.about("failed")).hasSize(1);
        }
    }

    @Test
    @Scenario(25)
    void ofFiveThatAreDueOneFailsAndAllRun() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskService")) {
            Queue<Integer> ran = new ConcurrentLinkedQueue<>();
            List<Supervised> jobs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int number = i;
                jobs.add(service.every("job-" + i, PERIOD, () -> {
                    ran.add(number);
                    if (number == 2) {
                        throw new IOException("down");
                    }
                }));
            }
            ticker.awaitParked(5);
            ticker.advance(PERIOD);
            jobs.forEach(job -> awaitWaiting(job, 1));
            assertThat(ran).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            assertThat(log.records()).hasSize(1);
            assertThat(service.cancelAll("enough")).isEqualTo(5);
            assertThat(service.awaitIdle(Shutdown.WITHOUT_LIMIT)).isTrue();
        }
    }
}
