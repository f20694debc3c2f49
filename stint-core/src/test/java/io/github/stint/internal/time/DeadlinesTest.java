package io.github.stint.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.internal.time.Deadlines.Armed;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import io.github.stint.test.VirtualTicker;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {

    private VirtualTicker ticker = new VirtualTicker();
    private Deadlines deadlines = new Deadlines(ticker);
    private final List<Long> ran = Collections.synchronizedList(new ArrayList<>());

    @Test
    void actionsRunOnADaemonPlatformThreadNamedForIt() {
        AtomicReference<Thread> timer = new AtomicReference<>();
        deadlines.arm(at(1), () -> timer.set(Thread.currentThread()));
        ticker.advance(Duration.ofNanos(1));
        Eventually.eventually("it ran", () -> timer.get() != null);
        assertThat(timer.get().getName()).isEqualTo("stint-timer");
        assertThat(timer.get().isDaemon()).isTrue();
        assertThat(timer.get().isVirtual()).isFalse();
        assertThat(timer.get().getContextClassLoader()).isNull();
    }

    @Test
    void anActionRunsAtItsMomentAndNotBefore() {
        arm(100);
        ticker.awaitParked(1);
        ticker.advance(Duration.ofNanos(99));
        ticker.awaitParked(1);
        assertThat(ran).isEmpty();
        ticker.advance(Duration.ofNanos(1));
        awaitRan(100);
        assertThat(deadlines.armed()).isZero();
    }

    @Test
    void oneWhoseMomentHasPassedRunsAtOnce() {
        arm(-1_000);
        arm(0);
        awaitRan(-1_000, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void actionsRunInTheOrderOfTheirMomentsHoweverTheyWereArmed(long seed) {
        List<Long> moments = new ArrayList<>(LongStream.range(1, 500).boxed().toList());
        Collections.shuffle(moments, new java.util.Random(seed));
        moments.forEach(this::arm);
        assertThat(deadlines.armed()).isEqualTo(499);
        ticker.advance(Duration.ofNanos(250));
        Eventually.eventually("half ran", () -> ran.size() == 250);
        ticker.advance(Duration.ofNanos(250));
        Eventually.eventually("all ran", () -> ran.size() == 499);
        assertThat(ran).isSorted();
    }

    @Test
    void theyRunInOrderAlsoWhereTheClockTurnsOver() {
        ticker = new VirtualTicker(Long.MAX_VALUE - 50);
        deadlines = new Deadlines(ticker);
        for (long after : new long[] {100, 10, 60, 49, 52, 90}) {
            arm(after);
        }
        ticker.advance(Duration.ofNanos(55));
        awaitRan(10, 49, 52);
        ticker.advance(Duration.ofNanos(45));
        awaitRan(10, 49, 52, 60, 90, 100);
    }

    @Test
    void allOfOneMomentRun() {
        for (int i = 0; i < 10; i++) {
            arm(7);
        }
        ticker.advance(Duration.ofNanos(7));
        Eventually.eventually("all ran", () -> ran.size() == 10);
    }

    @Test
    void oneThatIsTakenBackDoesNotRun() {
        arm(10);
        Armed second = arm(20);
        arm(30);
        assertThat(second.disarm()).isTrue();
        assertThat(second.disarm()).isFalse();
        assertThat(deadlines.armed()).isEqualTo(2);
        ticker.advance(Duration.ofNanos(30));
        awaitRan(10, 30);
    }

    @Test
    void oneThatHasRunCannotBeTakenBack() {
        Armed armed = arm(1);
        ticker.advance(Duration.ofNanos(1));
        awaitRan(1);
        assertThat(armed.disarm()).isFalse();
    }

    @Test
    void oneThatRunsCannotBeTakenBackNorDoesThatWait() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Armed armed = deadlines.arm(at(1), () -> {
            begun.countDown();
            await(gate);
        });
        ticker.advance(Duration.ofNanos(1));
        await(begun);
        assertThat(armed.disarm()).isFalse();
        gate.countDown();
    }

    @Test
    void oneThatIsTakenBackKeepsNothingReachable() {
        Object[] kept = {new Object()};
        WeakReference<Object> reference = new WeakReference<>(kept[0]);
        arm(5_000);
        Armed armed = armKeeping(kept[0]);
        arm(20_000);
        assertThat(armed.disarm()).isTrue();
        armed = null;
        kept[0] = null;
        Eventually.collected(reference);
        assertThat(armed).isNull();
        assertThat(deadlines.armed()).isEqualTo(2);
    }

    @Test
    void armingAnEarlierOneWakesTheTimer() {
        arm(Duration.ofHours(1).toNanos());
        ticker.awaitParked(1);
        arm(5);
        ticker.advance(Duration.ofNanos(5));
        awaitRan(5);
        assertThat(deadlines.armed()).isOne();
    }

    @Test
    void armedAfterItWasIdleItRunsToo() {
        arm(1);
        ticker.advance(Duration.ofNanos(1));
        awaitRan(1);
        arm(1);
        ticker.advance(Duration.ofNanos(1));
        awaitRan(1, 1);
    }

    @Test
    void anActionThatThrowsHarmsNoOther() {
        List<Throwable> kinds = List.of(new IllegalStateException("as told"), new AssertionError("as told"));
        for (int i = 0; i < 6; i++) {
            int kind = i % 2;
            deadlines.arm(at(2L * i + 1), () -> DeadlinesTest.<RuntimeException>raise(kinds.get(kind)));
            arm(2L * i + 2);
        }
        ticker.advance(Duration.ofNanos(12));
        awaitRan(2, 4, 6, 8, 10, 12);
    }

    @Test
    void anActionMayArmAndTakeBack() {
        Armed taken = arm(50);
        long moment = at(20);
        deadlines.arm(at(1), () -> {
            taken.disarm();
            deadlines.arm(moment, () -> ran.add(20L));
        });
        ticker.advance(Duration.ofNanos(1));
        Eventually.eventually("one is armed", () -> deadlines.armed() == 1);
        ticker.advance(Duration.ofNanos(100));
        awaitRan(20);
    }

    @Test
    void anInterruptOfTheTimerHarmsNobody() {
        AtomicReference<Thread> timer = new AtomicReference<>();
        deadlines.arm(at(0), () -> timer.set(Thread.currentThread()));
        Eventually.eventually("it ran", () -> timer.get() != null);
        arm(10);
        timer.get().interrupt();
        Eventually.eventually("the flag is gone", () -> !timer.get().isInterrupted());
        ticker.advance(Duration.ofNanos(10));
        awaitRan(10);
    }

    @Test
    void armedAndTakenBackByManyEachRunsOrIsTakenBackAndNeverBoth() throws Exception {
        int threads = 4;
        int each = 3_000;
        AtomicInteger ranOnce = new AtomicInteger();
        AtomicInteger ranTwice = new AtomicInteger();
        AtomicInteger takenBack = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            SplittableRandom random = new SplittableRandom(t);
            Thread.ofVirtual().start(() -> {
                List<Armed> mine = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                    AtomicInteger count = new AtomicInteger();
                    mine.add(deadlines.arm(at(random.nextInt(1_000)), () -> {
                        (count.incrementAndGet() == 1 ? ranOnce : ranTwice).incrementAndGet();
                    }));
                    if (random.nextInt(3) == 0
                            && mine.remove(random.nextInt(mine.size())).disarm()) {
                        takenBack.incrementAndGet();
                    }
                    if (random.nextInt(10) == 0) {
                        ticker.advance(Duration.ofNanos(random.nextInt(100)));
                    }
                }
                over.countDown();
            });
        }
        over.await();
        ticker.advance(Duration.ofNanos(1_000));
        Eventually.eventually("all ran or were taken back", () -> ranOnce.get() + takenBack.get() == threads * each);
        assertThat(ranTwice).hasValue(0);
        assertThat(takenBack).hasPositiveValue();
        assertThat(deadlines.armed()).isZero();
    }

    @Test
    void ownersOnTheClockOfTheMachineShareOneTimer() throws Exception {
        Deadlines system = Deadlines.of(Ticker.system());
        assertThat(Deadlines.of(Ticker.system())).isSameAs(system);
        assertThat(Deadlines.of(ticker)).isNotSameAs(system);
        CountDownLatch done = new CountDownLatch(1);
        long begun = System.nanoTime();
        system.arm(Deadline.after(Ticker.system(), Duration.ofMillis(5)), done::countDown);
        done.await();
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(5_000_000L);
    }

    private Armed armKeeping(Object kept) {
        return deadlines.arm(at(10_000), () -> ran.add((long) kept.hashCode()));
    }

    private Armed arm(long after) {
        return deadlines.arm(at(after), () -> ran.add(after));
    }

    private long at(long after) {
        return ticker.nanoTime() + after;
    }

    private void awaitRan(long... moments) {
        List<Long> expected = LongStream.of(moments).boxed().toList();
        Eventually.eventually("ran " + expected, () -> ran.size() >= expected.size());
        assertThat(ran).isEqualTo(expected);
    }

    @SuppressWarnings("unchecked") // throws whatever it is given
    private static <X extends Throwable> void raise(Throwable error) throws X {
        throw (X) error;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
