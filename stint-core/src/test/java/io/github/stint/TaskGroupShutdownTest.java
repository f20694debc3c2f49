package io.github.stint;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.stint.CancelReason.Source;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskGroupShutdownTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTicker ticker = new VirtualTicker();
    private final Gate door = new Gate();
    private LogCapture log;
    private TaskGroup group;

    @BeforeEach
    void openGroup() {
        log = LogCapture.of("io.github.stint");
        group = TaskGroup.builder()
                .name("g")
                .onFailure(OnFailure.CONTINUE)
                .ticker(ticker)
                .open();
    }

    @AfterEach
    void closeGroup() {
        door.open();
        group.close();
        log.close();
    }

    @Test
    void whenDoneDrainsEverythingAndReportsIt() throws Exception {
        Task<Void> task = group.start(door::pass);
        Aside<CloseReport> closer = Aside.<CloseReport>call(() -> group.shutdown(Shutdown.whenDone()))
                .awaitWaiting();
        assertThat(group.stats().state()).isEqualTo(OwnerState.CLOSING);
        assertThat(task.cancelReason()).isEmpty();
        door.open();
        CloseReport report = closer.value();
        assertThat(report.drained()).isEqualTo(1);
        assertThat(report.isClean()).isTrue();
        assertThat(report.owner()).isEqualTo("g");
        assertThat(report.throwIfFailed()).isSameAs(report);
        assertThat(group.stats().state()).isEqualTo(OwnerState.CLOSED);
    }

    @Test
    void whileItDrainsOnlyItsOwnTasksMayStartMore() throws Exception {
        Task<String> task = group.start(() -> {
            door.pass();
            return group.start(() -> "from inside").await();
        });
        Aside<CloseReport> closer = Aside.<CloseReport>call(() -> group.shutdown(Shutdown.whenDone()))
                .awaitWaiting();
        assertThatExceptionOfType(TaskRejectedException.class)
                .isThrownBy(() -> group.start(() -> "from outside"))
                .withMessage("'g' is closing");
        door.open();
        assertThat(closer.value().drained()).isEqualTo(2);
        assertThat(task.result()).isEqualTo("from inside");
    }

    @Test
    void whenTheDrainIsOverTheRestIsCancelled() throws Exception {
        Task<Object> task = group.start(blocked());
        Aside<CloseReport> closer = Aside.call(() -> group.shutdown(Shutdown.drainFor(SECOND)));
        ticker.awaitParked(1);
        assertThat(task.cancelReason()).isEmpty();
        ticker.advance(SECOND);
        CloseReport report = closer.value();
        assertThat(report.cancelled()).isEqualTo(1);
        assertThat(report.took()).isEqualTo(SECOND);
        assertThat(task.cancelReason()).contains(new CancelReason(Source.OWNER_CLOSED, "'g' closed", null, null));
    }

    @Test
    void whatDoesNotEndIsAskedTwiceThenReportedAndStaysOnTheBooks() throws Exception {
        AtomicInteger interrupts = new AtomicInteger();
        Task<Void> task = group.start("deaf", () -> {
            boolean passed = false;
            while (!passed) {
                try {
                    door.pass();
                    passed = true;
                } catch (InterruptedException e) {
                    interrupts.incrementAndGet();
                }
            }
        });
        door.awaitArrived(1);
        Aside<CloseReport> closer =
                Aside.call(() -> group.shutdown(Shutdown.now().thenCancelFor(SECOND.multipliedBy(2))));
        Eventually.eventually("asked", () -> interrupts.get() == 1);
        ticker.awaitParked(1);
        ticker.advance(SECOND);
        Eventually.eventually("asked once more", () -> interrupts.get() == 2);
        ticker.awaitParked(1);
        ticker.advance(SECOND);
        CloseReport report = closer.value();
        assertThat(report.isClean()).isFalse();
        assertThat(report.stragglers())
                .singleElement()
                .satisfies(straggler -> assertThat(straggler.task().name()).isEqualTo("g/deaf#1"))
                .satisfies(straggler -> assertThat(straggler.stack()).isNotEmpty());
        assertThat(group.tasks()).hasSize(1);
        assertThat(task.isDone()).isFalse();
        assertThat(log.about("'g' was closed")).hasSize(1);
        door.open();
        task.join();
        Eventually.eventually("off the books", () -> group.tasks().isEmpty());
        assertThat(interrupts).hasValue(2);
    }

    @Test
    void anInterruptWhileItDrainsMakesItCancelAtOnceAndIsKept() throws Exception {
        Task<Object> task = group.start(blocked());
        Aside<CloseReport> closer = Aside.<CloseReport>call(() -> group.shutdown(Shutdown.whenDone()))
                .awaitWaiting()
                .interrupt();
        assertThat(closer.value().cancelled()).isEqualTo(1);
        assertThat(closer.endedInterrupted()).isTrue();
        assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
    }

    @Test
    void aSecondShutdownGivesTheReportOfTheFirst() throws Exception {
        group.start(door::pass);
        Aside<CloseReport> first = Aside.<CloseReport>call(() -> group.shutdown(Shutdown.whenDone()))
                .awaitWaiting();
        Eventually.eventually("closing", () -> group.stats().state() == OwnerState.CLOSING);
        Aside<CloseReport> second =
                Aside.<CloseReport>call(() -> group.shutdown(Shutdown.now())).awaitWaiting();
        Aside<CloseReport> impatient = Aside.<CloseReport>call(() -> group.shutdown(Shutdown.now()))
                .awaitWaiting()
                .interrupt();
        assertThat(impatient.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(second.isOver()).isFalse();
        door.open();
        assertThat(second.value()).isSameAs(first.value());
        assertThat(group.shutdown(Shutdown.now())).isSameAs(first.value());
    }

    @Test
    void theReportHasTheFirstFailureOfTheGroupsLife() throws Exception {
        IOException error = new IOException("disk");
        group.start(throwing(error)).join();
        CloseReport report = group.shutdown(Shutdown.whenDone());
        assertThat(report.failed()).isZero();
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(report::throwIfFailed)
                .withCause(error);
    }

    @Test
    void noWayOfClosingIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> group.shutdown(null)).withMessage("how");
        assertThat(group.stats().state()).isEqualTo(OwnerState.OPEN);
    }
}
