package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CloseReport;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import io.github.stint.testing.OtherThread;
import io.github.stint.testing.Race;
import io.github.stint.testing.Race.Heat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who closes an owner, and with which other, when several want to. */
class EndingTest {

    private static final Shutdown PATIENTLY = Shutdown.whenDone().thenCancelFor(Shutdown.WITHOUT_LIMIT);

    private final Engine owner = engine("owner");
    private final Engine child = engine("child");

    private static Engine engine(String name) {
        return new Engine(EngineOptions.queueing("Test", name, 1, FailurePolicy.COUNT, Ticker.system()), null);
    }

    private static OwnerState state(Engine engine) {
        return engine.view().stats().state();
    }

    @Test
    void whoWaitsForAnothersCloseDoesItHimselfIfThatIsGivenUp() throws Exception {
        assertThat(owner.ending().claim()).isTrue();
        OtherThread<CloseReport> shutting = OtherThread.run(() -> owner.ending().shutdown(PATIENTLY));
        OtherThread<CloseReport> closing = OtherThread.run(() -> owner.ending().shutdownUninterruptibly(PATIENTLY));
        OtherThread<CloseReport> waiting = OtherThread.run(() -> owner.ending().awaitClosed());
        OtherThread<Boolean> over = OtherThread.run(() -> owner.ending().awaitOver(Long.MAX_VALUE));
        for (OtherThread<?> thread : List.of(shutting, closing, waiting, over)) {
            Eventually.waits(thread.thread());
        }

        owner.ending().giveUp();

        CloseReport report = shutting.value();
        assertThat(closing.value()).isSameAs(report);
        assertThat(waiting.value()).isSameAs(report);
        assertThat(over.value()).isTrue();
        assertThat(state(owner)).isEqualTo(OwnerState.CLOSED);
    }

    @Test
    void whatAnotherClosesIsClosedWhenItsAdopterIs() throws Exception {
        owner.ending().adopt(child, true);
        assertThat(child.ending().claim()).isTrue();
        OtherThread<CloseReport> closing = OtherThread.run(() -> owner.ending().shutdown(PATIENTLY));
        Eventually.waits(closing.thread());
        assertThat(state(owner)).isNotEqualTo(OwnerState.CLOSED);

        CloseReport anothers = new CloseReport("child", Duration.ZERO, 0, 0, 0, List.of(), null);
        child.ending().close(anothers);

        assertThat(closing.value().owner()).isEqualTo("owner");
        assertThat(child.view().report()).isSameAs(anothers);
    }

    @Test
    void whatAnotherBeganToCloseAndGaveUpIsClosedByItsAdopter() throws Exception {
        owner.ending().adopt(child, true);
        assertThat(child.ending().claim()).isTrue();
        OtherThread<CloseReport> closing = OtherThread.run(() -> owner.ending().shutdown(PATIENTLY));
        Eventually.waits(closing.thread());

        child.ending().giveUp();

        assertThat(closing.value().owner()).isEqualTo("owner");
        assertThat(state(child)).isEqualTo(OwnerState.CLOSED);
    }

    @Test
    void whoNeverFinishesToCloseIsWaitedForAsLongAsTheGraceLasts() throws Exception {
        owner.ending().adopt(child, true);
        assertThat(child.ending().claim()).isTrue();

        assertThat(owner.ending()
                        .shutdown(Shutdown.now().thenCancelFor(Duration.ofMillis(1)))
                        .owner())
                .isEqualTo("owner");

        assertThat(state(owner)).isEqualTo(OwnerState.CLOSED);
        assertThat(state(child)).isEqualTo(OwnerState.STOPPING);
    }

    @Test
    void ofTwoThatAdoptEachOtherOneDoes() {
        Race.run(20_000, () -> {
            Engine one = engine("one");
            Engine other = engine("other");
            AtomicInteger adopted = new AtomicInteger();
            return Heat.of(
                    () -> tryToAdopt(one, other, adopted),
                    () -> tryToAdopt(other, one, adopted),
                    () -> assertThat(adopted).hasValue(1));
        });
    }

    private static void tryToAdopt(Engine adopter, Engine child, AtomicInteger adopted) {
        try {
            adopter.ending().adopt(child, true);
            adopted.incrementAndGet();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("it is the same, or has adopted it");
        }
    }
}
