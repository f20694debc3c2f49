package io.github.stint.internal.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CloseReport;
import io.github.stint.Shutdown;
import io.github.stint.TaskOptions;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.EngineOptions;
import io.github.stint.internal.engine.FailurePolicy;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.LeavesBehind;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.Race;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class KeepAliveTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    private static final InheritableThreadLocal<Object> INHERITED = new InheritableThreadLocal<>();

    private final Engine engine = engine(Ticker.system());
    private final List<Thread> keepers = new CopyOnWriteArrayList<>();
    private final KeepAlive keepAlive = keepAlive(engine, SHORT);

    private static Engine engine(Ticker ticker) {
        return new Engine(
                EngineOptions.queueing("Test", "app", EngineOptions.UNLIMITED, FailurePolicy.COUNT, ticker), null);
    }

    private KeepAlive keepAlive(Engine owner, Duration linger) {
        return new KeepAlive(owner, linger, thread -> {
            keepers.add(thread);
            thread.start();
        });
    }

    private static void accept(Engine owner, KeepAlive alive, Gate hold) {
        owner.start(new TaskCell<>(owner, TaskOptions.defaults(), () -> {
            hold.pass();
            return null;
        }));
        alive.onAccepted();
    }

    @Test
    void aTaskHasAPlatformThreadThatIsNoDaemonAndIsNamedForTheOwner() {
        try (Gate hold = new Gate()) {
            accept(engine, keepAlive, hold);
            Thread keeper = keepers.getFirst();
            Eventually.waits(keeper);
            assertThat(keeper.getName()).isEqualTo("stint-keeper app");
            assertThat(keeper.isDaemon()).isFalse();
            assertThat(keeper.isVirtual()).isFalse();
        }
        Eventually.ends(keepers.getFirst());
    }

    @Test
    void itIsNoDaemonEitherWhenAVirtualThreadOrADaemonIsTheFirst() throws Exception {
        try (Gate hold = new Gate()) {
            Thread first = Thread.ofVirtual().start(() -> accept(engine, keepAlive, hold));
            first.join();
            assertThat(keepers.getFirst().isDaemon()).isFalse();
            assertThat(keepers.getFirst().isVirtual()).isFalse();
        }
        Eventually.ends(keepers.getFirst());
    }

    @Test
    void manyTasksHaveOneKeeperAndItEndsWithTheLastOfThem() {
        try (Gate first = new Gate();
                Gate last = new Gate()) {
            for (int i = 0; i < 100; i++) {
                accept(engine, keepAlive, i == 0 ? last : first);
            }
            assertThat(keepers).hasSize(1);
            first.open();
            Eventually.eventually("one is left", () -> engine.view().stats().live() == 1);
            Eventually.waits(keepers.getFirst());
            last.open();
            Eventually.ends(keepers.getFirst());
        }
    }

    @Test
    void aStragglerOfAClosedOwnerKeepsNothingAlive() {
        try (Gate hold = new Gate()) {
            engine.start(new TaskCell<>(engine, TaskOptions.defaults(), () -> {
                hold.passStubbornly();
                return null;
            }));
            keepAlive.onAccepted();
            hold.awaitArrived(1);
            Thread keeper = keepers.getFirst();
            Eventually.waits(keeper);
            CloseReport report =
                    engine.ending().shutdownUninterruptibly(Shutdown.now().thenCancelFor(Duration.ZERO));
            assertThat(report.stragglers()).hasSize(1);
            Eventually.ends(keeper);
        }
    }

    @Test
    @LeavesBehind("a keeper that lingers for half a minute, so that a slow machine does not end it between two tasks")
    void oneTaskRightAfterTheOtherHasTheSameKeeper() throws Exception {
        KeepAlive lingering = new KeepAlive(engine, Duration.ofSeconds(30), thread -> {
            keepers.add(thread);
            thread.setDaemon(true); // so that this JVM need not wait for it
            thread.start();
        });
        for (int i = 0; i < 20; i++) {
            TaskCell<Integer> cell = new TaskCell<>(engine, TaskOptions.defaults(), () -> 1);
            engine.start(cell);
            lingering.onAccepted();
            cell.join();
        }
        assertThat(keepers).hasSize(1);
    }

    @Test
    void aTaskThatComesWhileTheKeeperLingersIsKeptToo() {
        try (Gate one = new Gate();
                Gate other = new Gate()) {
            accept(engine, keepAlive, one);
            Thread keeper = keepers.getFirst();
            Eventually.waits(keeper);
            one.open();
            accept(engine, keepAlive, other);
            Eventually.eventually("a keeper waits", this::oneWaits);
        }
        Eventually.eventually("no keeper is left", this::noneIsLeft);
    }

    /** The window: the last task has ended, the keeper is about to end, and a task comes in. */
    @Test
    void noLiveTaskIsWithoutAKeeperHoweverCloseItCameToItsEnd() {
        KeepAlive hasty = keepAlive(engine, Duration.ZERO);
        AtomicReference<Gate> last = new AtomicReference<>(new Gate());
        accept(engine, hasty, last.get());
        Race.run(3_000, () -> {
            Gate before = last.get();
            Gate next = new Gate();
            Runnable accept = () -> {
                last.set(next);
                accept(engine, hasty, next);
            };
            return Race.Heat.of(before::open, accept, () -> {
                Eventually.eventually(
                        "only the new one lives", () -> engine.view().stats().live() == 1);
                Eventually.eventually("a keeper waits", this::oneWaits);
            });
        });
        last.get().open();
        Eventually.eventually("no keeper is left", this::noneIsLeft);
    }

    /** All that may still move have come to rest, and one of them waits for the owner. */
    private boolean oneWaits() {
        keepers.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        return keepers.size() == 1 && keepers.getFirst().getState() == Thread.State.WAITING;
    }

    private boolean noneIsLeft() {
        return keepers.stream().noneMatch(Thread::isAlive);
    }

    @Test
    void itEndsWhateverTheOwnersClockSays() {
        Engine timeless = engine(new VirtualTicker());
        KeepAlive alive = keepAlive(timeless, SHORT);
        try (Gate hold = new Gate()) {
            accept(timeless, alive, hold);
            Eventually.waits(keepers.getFirst());
        }
        Eventually.ends(keepers.getFirst());
    }

    @Test
    void closingEndsItAsItEndsTheTasks() throws Exception {
        try (Gate hold = new Gate()) {
            accept(engine, keepAlive, hold);
            var ignored = engine.ending().shutdown(Shutdown.now());
            Eventually.ends(keepers.getFirst());
        }
    }

    @Test
    void aStrangersInterruptDoesNotEndIt() {
        try (Gate hold = new Gate()) {
            accept(engine, keepAlive, hold);
            Thread keeper = keepers.getFirst();
            Eventually.waits(keeper);
            keeper.interrupt();
            Eventually.eventually("it took the interrupt", () -> !keeper.isInterrupted());
            Eventually.waits(keeper);
        }
        Eventually.ends(keepers.getFirst());
    }

    @Test
    void aKeeperThatCannotBeStartedIsToldAndTheTaskRuns() throws Exception {
        KeepAlive poor = new KeepAlive(engine, SHORT, thread -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        try (LogCapture log = LogCapture.of("io.github.stint.KeepAlive")) {
            for (int i = 0; i < 3; i++) {
                TaskCell<String> cell = new TaskCell<>(engine, TaskOptions.defaults(), () -> "ran");
                engine.start(cell);
                poor.onAccepted();
                assertThat(cell.await()).isEqualTo("ran");
            }
            assertThat(log.about("thread 'stint-keeper app' could not be started"))
                    .hasSize(1);
        }
    }

    @Test
    void theKeeperHoldsNothingOfWhoeverCameFirst() throws Exception {
        try (Gate hold = new Gate()) {
            WeakReference<Object> value = startWithAValueToInherit(hold);
            Thread keeper = keepers.getFirst();
            Eventually.waits(keeper);
            assertThat(keeper.getContextClassLoader()).isNull();
            Eventually.collected(value);
        }
        Eventually.ends(keepers.getFirst());
    }

    private WeakReference<Object> startWithAValueToInherit(Gate hold) throws Exception {
        Object value = new Object();
        engine.start(new TaskCell<>(engine, TaskOptions.defaults(), () -> {
            hold.pass();
            return null;
        }));
        try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
            Thread first = Thread.ofPlatform().unstarted(() -> {
                INHERITED.set(value);
                keepAlive.onAccepted();
            });
            first.setContextClassLoader(loader);
            first.start();
            first.join();
        }
        return new WeakReference<>(value);
    }
}
