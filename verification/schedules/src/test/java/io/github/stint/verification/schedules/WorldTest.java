package io.github.stint.verification.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldTest {

    private static Run run(long seed, Scenario scenario) {
        return new World(seed, 100, true).run(scenario);
    }

    @Test
    void whoWaitsForWhatNeverComesHangsAndIsNamed() {
        Run run = run(1, world -> world.spawn("waiter", () -> new CountDownLatch(1).await()));

        assertThat(run.failure()).isEqualTo("'waiter' hangs: nothing can go on, and it is WAITING");
        assertThat(run.described()).contains("'waiter' is WAITING");
    }

    @Test
    void whoGoesRoundInACircleIsFound() {
        Run run = run(
                1,
                world -> world.spawn("runner", () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        world.point();
                    }
                }));

        assertThat(run.failure()).startsWith("goes round in a circle");
    }

    @Test
    void whoRestsSeveralTimesInARowStopsOnce() {
        Run run = run(1, world -> {
            for (int i = 0; i < 8; i++) {
                world.machine().rest();
            }
        });

        assertThat(run.points()).isOne();
    }

    @Test
    void whoLooksBetweenTwoRestsStopsAtBoth() {
        Run run = run(1, world -> {
            world.machine().rest();
            world.machine().point();
            world.machine().rest();
        });

        assertThat(run.points()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void whoRestsUntilSomethingUnseenIsSoLetsOthersGoOn(long seed) {
        boolean[] over = {false};
        Run run = run(seed, world -> {
            world.spawn("rests", () -> {
                while (!over[0]) {
                    world.machine().rest();
                }
            });
            world.spawn("ends it", () -> {
                world.point();
                over[0] = true;
            });
        });

        assertThat(run.order().startsWith("unfair") || !run.failed())
                .as(run.described())
                .isTrue();
    }

    @Test
    void whoWaitsForTheTimeOfTheMachineIsToldSo() {
        Run run = run(1, world -> world.spawn("sleeper", () -> new CountDownLatch(1).await(1, TimeUnit.HOURS)));

        assertThat(run.failure()).startsWith("'sleeper' waits for the time of the machine");
    }

    @Test
    void whoWaitsForTimeAgainAndAgainHangs() {
        Run run = run(
                1,
                world -> world.spawn("ticker", () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        world.parkUntil(this, world.now() + 1);
                    }
                }));

        assertThat(run.failure()).startsWith("'ticker' hangs");
    }

    @Test
    void whatAThreadThrowsIsAFailure() {
        Run run = run(
                1,
                world -> world.spawn("thrower", () -> {
                    throw new IllegalStateException("on purpose");
                }));

        assertThat(run.failure()).isEqualTo("'thrower' threw java.lang.IllegalStateException: on purpose");
    }

    @Test
    void whatAThreadDiesOfIsAFailure() {
        Run run = run(
                1,
                world -> world.start(Thread.ofVirtual().name("dying").unstarted(() -> {
                    throw new IllegalStateException("on purpose");
                })));

        assertThat(run.failure()).isEqualTo("uncaught in 'dying': java.lang.IllegalStateException: on purpose");
    }

    @Test
    void whatACheckAtTheEndThrowsIsAFailure() {
        Run run = run(
                1,
                world -> world.atEnd(() -> {
                    throw new IllegalStateException("on purpose");
                }));

        assertThat(run.failure()).startsWith("a check at the end threw").endsWith("on purpose");
    }

    @Test
    void aThreadThatIsStartedPastTheWorldIsAFailure() {
        Run run = run(1, world -> Thread.startVirtualThread(() -> {}));

        assertThat(run.failure()).isEqualTo("a thread was started past what is woven, and could hang unseen");
    }

    @Test
    void theFirstOfTwoFailuresIsTold() {
        Run run = run(1, world -> {
            world.require(false, "first");
            world.require(false, "second");
        });

        assertThat(run.failure()).isEqualTo("first");
    }

    @Test
    void whenAllWaitActionsBeginInTurnAndThenTimePasses() {
        List<String> seen = new ArrayList<>();
        Run run = run(1, world -> {
            Thread waiter = world.spawn("waiter", () -> {
                LockSupport.park();
                seen.add("woken");
                long begun = world.now();
                while (world.now() - begun < Duration.ofDays(1).toNanos()) {
                    world.parkUntil(this, begun + Duration.ofDays(1).toNanos());
                }
                seen.add("a day later");
            });
            world.atQuiet(() -> LockSupport.unpark(waiter));
            world.atQuiet(() -> seen.add("quiet again"));
        });

        assertThat(run.failure()).isNull();
        assertThat(seen).containsExactly("woken", "quiet again", "a day later");
    }

    @Test
    void timeStandsStillIfItMayNotJump() {
        List<String> seen = new ArrayList<>();
        Run run = run(1, world -> {
            world.jumpsAtMost(0);
            world.spawn("waiter", () -> {
                world.parkUntil(this, world.now() + 5);
                seen.add("woken");
            });
        });

        assertThat(run.failure()).isNull();
        assertThat(seen).isEmpty();
    }

    @Test
    void aThreadThatWaitsForAMonitorIsNoHang() {
        Object monitor = new Object();
        List<String> seen = new ArrayList<>();
        for (int seed = 0; seed < 100; seed++) {
            Run run = run(seed, world -> {
                for (String name : List.of("a", "b")) {
                    world.spawn(name, () -> {
                        synchronized (monitor) {
                            world.points(3);
                            seen.add(name);
                        }
                    });
                }
            });
            assertThat(run.failure()).isNull();
        }
        assertThat(seen).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aSeedIsASchedule(long seed) {
        assertThat(whoWasFirst(seed)).isEqualTo(whoWasFirst(seed));
    }

    @Test
    void otherSeedsAreOtherSchedules() {
        List<String> schedules = new ArrayList<>();
        for (int seed = 0; seed < 100; seed++) {
            schedules.add(whoWasFirst(seed));
        }

        assertThat(schedules.stream().distinct()).hasSizeGreaterThan(10);
    }

    private static String whoWasFirst(long seed) {
        StringBuilder seen = new StringBuilder();
        ReentrantLock lock = new ReentrantLock();
        run(seed, world -> {
            for (String name : List.of("a", "b", "c")) {
                world.spawn(name, () -> {
                    for (int i = 0; i < 3; i++) {
                        world.point();
                        lock.lock();
                        try {
                            seen.append(name);
                            world.point();
                        } finally {
                            lock.unlock();
                        }
                    }
                });
            }
        });
        assertThat(seen).hasSize(9);
        return seen.toString();
    }

    @Test
    void theScheduleSaysWhoStoppedAndWhatWasDrawn() {
        Run run = null;
        for (int seed = 0; run == null || !run.described().contains("  stops at"); seed++) {
            run = run(seed, world -> {
                world.pick("colour", 7);
                world.spawn("a", () -> world.points(3));
                world.spawn("b", () -> world.points(3));
            });
        }

        assertThat(run.described()).contains("colour 7").containsPattern("[ab] +stops at");
    }
}
