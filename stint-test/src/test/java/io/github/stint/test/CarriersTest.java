package io.github.stint.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CarriersTest {

    @Test
    void aCarrierIsAtWorkAsLongAsItsVirtualThreadRuns() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Gate running = new Gate();
        Thread runs = Thread.startVirtualThread(() -> {
            running.open();
            while (!enough.get()) {
                Thread.onSpinWait();
            }
        });
        running.pass();
        assertThat(Carriers.atWork()).isPositive();

        enough.set(true);
        runs.join();
        Eventually.eventually("it waits for the next", () -> Carriers.atWork() == 0);
    }

    @Test
    void aCarrierIsNotAtWorkForAThreadThatIsParked() throws Exception {
        Gate hold = new Gate();
        Thread parks = Thread.startVirtualThread(hold::passStubbornly);
        hold.awaitArrived(1);
        Eventually.eventually("it waits for the next", () -> Carriers.atWork() == 0);

        hold.open();
        parks.join();
    }
}
