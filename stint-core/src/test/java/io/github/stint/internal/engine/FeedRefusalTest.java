package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.TaskRejectedException;
import io.github.stint.spi.TaskListener;
import io.github.stint.spi.Ticker;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a feed brings nobody has submitted: there is nobody whom a refusal could concern. */
class FeedRefusalTest {

    private final AtomicInteger told = new AtomicInteger();
    private final Group group = new Group("g");
    private final Surroundings surroundings =
            new Surroundings(Ticker.system(), Surroundings.usual().contexts(), List.of(new Ear()));
    private final Engine engine =
            new Engine(new EngineOptions("Test", "owner", 1, 0, FailurePolicy.COUNT, false, 0, surroundings), null);

    private final class Ear implements TaskListener {
        @Override
        public void rejected(TaskRejectedException rejection) {
            told.incrementAndGet();
        }
    }

    @Test
    void anElementThatCameTooLateForItsGroupIsNeitherToldNorCounted() {
        group.gone = true;
        TaskCell<String> late = Cells.of(group);
        assertThatThrownBy(() -> engine.enterFromFeed(late, group)).isInstanceOf(TaskRejectedException.class);
        assertThat(told).hasValue(0);
        assertThat(engine.view().stats().rejected()).isZero();
    }
}
