package io.github.stint.internal.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.test.Eventually;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.Race;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class NeededThreadTest {

    private static final System.Logger LOG = System.getLogger("io.github.stint.NeededThreadTest");

    private final AtomicInteger needs = new AtomicInteger();
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger mostAtWork = new AtomicInteger();
    private final List<Thread> started = new CopyOnWriteArrayList<>();

    private NeededThread thread(Runnable work) {
        return new NeededThread(LOG, "needed", true, () -> needs.get() > 0, work, thread -> {
            started.add(thread);
            thread.start();
        });
    }

    private void workWhileNeeded() {
        mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
        while (needs.get() > 0) {
            LockSupport.parkNanos(100_000);
        }
        atWork.decrementAndGet();
    }

    @Test
    void thereIsOneWhileItIsNeededAndNoneAfterwards() {
        NeededThread needed = thread(this::workWhileNeeded);
        needs.set(1);
        needed.ensure();
        needed.ensure();
        Eventually.eventually("it works", () -> atWork.get() == 1);
        needed.ensure();
        assertThat(started).hasSize(1);
        needs.set(0);
        Eventually.ends(started.getFirst());
        needs.set(1);
        needed.ensure();
        Eventually.eventually("another works", () -> atWork.get() == 1);
        needs.set(0);
        Eventually.ends(started.getLast());
        assertThat(started).hasSize(2);
    }

    @Test
    void whoNeedsItAfterItHasLookedForTheLastTimeHasAnother() {
        AtomicBoolean late = new AtomicBoolean();
        NeededThread[] self = new NeededThread[1];
        self[0] = new NeededThread(
                LOG,
                "needed",
                true,
                () -> {
                    boolean now = needs.get() > 0;
                    if (late.compareAndSet(true, false)) {
                        needs.set(1);
                        self[0].ensure();
                    }
                    return now;
                },
                this::workWhileNeeded,
                thread -> {
                    started.add(thread);
                    thread.start();
                });
        needs.set(1);
        self[0].ensure();
        Eventually.eventually("it works", () -> atWork.get() == 1);
        late.set(true);
        needs.set(0);
        Eventually.ends(started.getFirst());
        Eventually.eventually("another works", () -> started.size() == 2 && atWork.get() == 1);
        needs.set(0);
        Eventually.ends(started.getLast());
    }

    /** The window: the thread has seen that it is not needed, and has not ended. */
    @Test
    void whoNeedsItInTheMomentItEndsHasItAndNeverTwice() {
        NeededThread needed = thread(this::workWhileNeeded);
        Race.run(5_000, () -> {
            needs.set(1);
            needed.ensure();
            return Race.Heat.of(
                    () -> needs.decrementAndGet(),
                    () -> {
                        needs.incrementAndGet();
                        needed.ensure();
                    },
                    () -> {
                        assertThat(needs.get()).isEqualTo(1);
                        Eventually.eventually("it works", () -> atWork.get() == 1);
                        needs.set(0);
                    });
        });
        needs.set(0); // the race has asked for one more round than it ran
        Eventually.eventually("all ended", () -> started.stream().noneMatch(Thread::isAlive));
        assertThat(mostAtWork.get()).isEqualTo(1);
    }

    @Test
    void oneThatCannotBeStartedNeverFailsThoughThatCannotBeTold() {
        Logger logger = Logger.getLogger("io.github.stint.NeededThreadTest");
        Handler full = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                throw new IllegalStateException("the disk is full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(full);
        try {
            NeededThread needed = new NeededThread(LOG, "needed", true, () -> true, this::workWhileNeeded, thread -> {
                throw new OutOfMemoryError("unable to create native thread");
            });
            AtomicInteger uncaught = new AtomicInteger();
            Thread caller = Thread.ofPlatform()
                    .uncaughtExceptionHandler((thread, error) -> uncaught.incrementAndGet())
                    .start(needed::ensure);
            Eventually.ends(caller);
            assertThat(uncaught.get()).as("what the log threw").isEqualTo(1);
        } finally {
            logger.removeHandler(full);
        }
    }

    @Test
    void oneThatCannotBeStartedIsToldOnceAndTriedAgain() {
        AtomicBoolean poor = new AtomicBoolean(true);
        OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
        NeededThread needed =
                new NeededThread(LOG, "needed", true, () -> needs.get() > 0, this::workWhileNeeded, thread -> {
                    if (poor.get()) {
                        throw noThread;
                    }
                    started.add(thread);
                    thread.start();
                });
        needs.set(1);
        try (LogCapture log = LogCapture.of("io.github.stint.NeededThreadTest")) {
            needed.ensure();
            needed.ensure();
            assertThat(log.records()).hasSize(1);
            assertThat(log.records().getFirst().getMessage()).isEqualTo("thread 'needed' could not be started");
            assertThat(log.records().getFirst().getThrown()).isSameAs(noThread);
        }
        poor.set(false);
        needed.ensure();
        Eventually.eventually("it works", () -> atWork.get() == 1);
        needs.set(0);
        Eventually.ends(started.getFirst());
    }

    @Test
    void oneWhoseWorkThrowsEndsAndCanBeStartedAgain() {
        AtomicBoolean broken = new AtomicBoolean(true);
        NeededThread needed = thread(() -> {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
            workWhileNeeded();
        });
        needs.set(1);
        try (LogCapture log = LogCapture.of("io.github.stint.NeededThreadTest")) {
            needed.ensure();
            Eventually.ends(started.getFirst());
            assertThat(log.about("thread 'needed' ends early")).hasSize(1);
        }
        broken.set(false);
        needed.ensure();
        Eventually.eventually("it works", () -> atWork.get() == 1);
        needs.set(0);
        Eventually.ends(started.getLast());
    }
}
