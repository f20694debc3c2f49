package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.testing.Bodies;
import io.github.stint.testing.Race;
import io.github.stint.testing.Race.Heat;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What several threads do to one pool of workers at the same moment comes out as if they had taken turns. */
class WorkerPoolRacesTest {

    private static final int ROUNDS = 2_000;

    private static WorkerPool open(int workers) {
        Callable<Void> blocked = Bodies.blocked();
        WorkerPool pool = WorkerPool.open("race", blocked::call);
        pool.start(workers);
        return pool;
    }

    /** Closes it, and checks that nothing is left and the numbers are right. */
    private static void end(WorkerPool pool, int submitted) {
        pool.close();
        Stats stats = pool.stats();
        assertThat(stats.submitted()).isEqualTo(submitted);
        assertThat(stats.cancelled()).isEqualTo(submitted);
        assertThat(stats.running() + stats.stopping() + stats.queued()).isZero();
        assertThat(pool.tasks()).isEmpty();
        assertThat(pool.size()).isZero();
    }

    @Test
    void severalStopsNameDifferentWorkersTheYoungestOfAll() {
        Race.run(ROUNDS, () -> {
            WorkerPool pool = open(5);
            long[][] named = new long[3][];
            return new Heat(
                    List.of(
                            () -> named[0] = pool.stop(1),
                            () -> named[1] = pool.stop(2),
                            () -> named[2] = pool.stop(1)),
                    () -> {
                        assertThat(Arrays.stream(named)
                                        .flatMapToLong(Arrays::stream)
                                        .sorted()
                                        .toArray())
                                .containsExactly(2, 3, 4, 5);
                        assertThat(named[1][0]).as("in their order").isEqualTo(named[1][1] + 1);
                        assertThat(pool.size()).isOne();
                        end(pool, 5);
                    });
        });
    }

    @Test
    void twoScalingsEndAtOneOfTheirSizesAndDoNoMoreThanIsNeeded() {
        Race.run(ROUNDS, () -> {
            WorkerPool pool = open(3);
            return Heat.of(() -> pool.scaleTo(2), () -> pool.scaleTo(5), () -> {
                int size = pool.size();
                assertThat(size).isIn(2, 5);
                end(pool, size == 2 ? 5 : 6);
            });
        });
    }

    @Test
    void scalingToTheSameSizeTwiceAtOnceIsAsOnce() {
        Race.run(ROUNDS, () -> {
            WorkerPool pool = open(1);
            return new Heat(List.of(() -> pool.scaleTo(4), () -> pool.scaleTo(4), () -> pool.scaleTo(4)), () -> {
                assertThat(pool.size()).isEqualTo(4);
                end(pool, 4);
            });
        });
    }

    @Test
    void stoppingWhileOthersAreStartedStopsTheYoungestOfBeforeOrAfter() {
        Race.run(ROUNDS, () -> {
            WorkerPool pool = open(3);
            long[][] stopped = new long[1][];
            return Heat.of(() -> stopped[0] = pool.stop(2), () -> pool.start(2), () -> {
                assertThat(Arrays.toString(stopped[0])).isIn("[3, 2]", "[5, 4]");
                assertThat(pool.size()).isEqualTo(3);
                end(pool, 5);
            });
        });
    }

    @Test
    void stoppingWhileTheYoungestIsCancelledByItsIdStopsThatOrTheNext() {
        Race.run(ROUNDS, () -> {
            WorkerPool pool = open(3);
            long[][] stopped = new long[1][];
            return Heat.of(() -> stopped[0] = pool.stop(1), () -> pool.cancel(3, "race"), () -> {
                assertThat(stopped[0]).hasSize(1);
                assertThat(stopped[0][0]).isIn(2L, 3L);
                assertThat(pool.size()).isEqualTo(stopped[0][0] == 3 ? 2 : 1);
                end(pool, 3);
            });
        });
    }

    @Test
    void cancellingAllComesBeforeAScalingOrAfterIt() {
        Race.run(ROUNDS, () -> {
            WorkerPool pool = open(3);
            int[] cancelled = new int[1];
            return Heat.of(() -> cancelled[0] = pool.cancelAll("race"), () -> pool.scaleTo(5), () -> {
                int size = pool.size();
                assertThat(size).isIn(0, 5);
                assertThat(cancelled[0]).isEqualTo(size == 0 ? 5 : 3);
                end(pool, size == 0 ? 5 : 8);
            });
        });
    }

    @Test
    void whatIsStartedWhileThePoolClosesIsRefusedOrEnded() {
        Race.run(ROUNDS, () -> {
            WorkerPool pool = open(1);
            boolean[] accepted = {true};
            return Heat.of(
                    pool::close,
                    () -> {
                        try {
                            pool.scaleTo(3);
                        } catch (TaskRejectedException e) {
                            accepted[0] = false;
                        }
                    },
                    () -> end(pool, accepted[0] ? 3 : 1));
        });
    }
}
