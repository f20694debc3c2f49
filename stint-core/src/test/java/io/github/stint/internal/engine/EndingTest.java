package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.spi.Ticker;
import io.github.stint.testing.Race;
import io.github.stint.testing.Race.Heat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who closes an owner, and with which other, when several want to. */
class EndingTest {

    private static Engine engine(String name) {
        return new Engine(EngineOptions.queueing("Test", name, 1, FailurePolicy.COUNT, Ticker.system()), null);
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
