package io.github.stint.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.RestartPolicy;
import io.github.stint.Shutdown;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long the pauses are. */
class BackoffTest {

    private static final RestartPolicy EXACT = RestartPolicy.always().jitter(0);

    private static long[] pauses(Backoff backoff, int count, long ranFor) {
        return IntStream.range(0, count).mapToLong(i -> backoff.after(ranFor)).toArray();
    }

    @Test
    void pausesDoubleUpToTheCap() {
        Backoff backoff = new Backoff(EXACT.backoff(Duration.ofNanos(100), Duration.ofNanos(1_000)), () -> 1);
        assertThat(pauses(backoff, 7, 0)).containsExactly(100, 200, 400, 800, 1_000, 1_000, 1_000);
    }

    @Test
    void aCapThatIsTheFirstPauseMakesAllPausesEqual() {
        Backoff backoff = new Backoff(EXACT.backoff(Duration.ofNanos(7), Duration.ofNanos(7)), () -> 1);
        assertThat(pauses(backoff, 3, 0)).containsExactly(7, 7, 7);
    }

    @Test
    void aRunThatLastedMakesThePauseTheFirstAgain() {
        Backoff backoff = new Backoff(
                EXACT.backoff(Duration.ofNanos(1), Duration.ofNanos(100)).healthyAfter(Duration.ofNanos(50)), () -> 1);
        assertThat(pauses(backoff, 3, 49)).containsExactly(1, 2, 4);
        assertThat(backoff.after(50)).isEqualTo(1);
        assertThat(pauses(backoff, 2, 49)).containsExactly(2, 4);
    }

    @Test
    void jitterTakesARandomPartOfThePauseAway() {
        RestartPolicy policy = RestartPolicy.always()
                .backoff(Duration.ofNanos(1_000), Duration.ofNanos(1_000))
                .jitter(0.25);
        assertThat(new Backoff(policy, () -> 0).after(0)).isEqualTo(1_000);
        assertThat(new Backoff(policy, () -> 0.5).after(0)).isEqualTo(875);
        assertThat(new Backoff(policy, () -> 0.999).after(0)).isEqualTo(751);
    }

    @Test
    void jitterStaysWithinItsBoundsForEveryPauseAndEveryRandomNumber() {
        Random random = new Random(25);
        for (int round = 0; round < 1_000; round++) {
            double jitter = random.nextDouble();
            RestartPolicy policy = RestartPolicy.always()
                    .backoff(Duration.ofNanos(1 + random.nextInt(1_000_000)), Duration.ofSeconds(1))
                    .jitter(jitter);
            long[] full = pauses(new Backoff(policy.jitter(0), () -> 1), 20, 0);
            long[] drawn = pauses(new Backoff(policy, random::nextDouble), 20, 0);
            for (int i = 0; i < full.length; i++) {
                assertThat((double) drawn[i]).isBetween(full[i] * (1 - jitter) - 1, (double) full[i]);
            }
        }
    }

    @Test
    void pausesThatNoClockCanTellDoNotOverflow() {
        Backoff backoff = new Backoff(EXACT.backoff(Duration.ofDays(1), Shutdown.WITHOUT_LIMIT), () -> 1);
        long[] pauses = pauses(backoff, 100, 0);
        assertThat(pauses).isSorted();
        assertThat(pauses[0]).isEqualTo(Duration.ofDays(1).toNanos());
        assertThat(pauses[99]).isPositive();
    }
}
