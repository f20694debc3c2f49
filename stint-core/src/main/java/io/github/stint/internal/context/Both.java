package io.github.stint.internal.context;

import io.github.stint.spi.ContextPropagator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Two propagators as one: the outer is captured first, and is put around the inner. */
public record Both(ContextPropagator outer, ContextPropagator inner) implements ContextPropagator {

    @Override
    public Captured capture() {
        return new BothCaptured(outer.capture(), inner.capture());
    }

    private record BothCaptured(Captured outer, Captured inner) implements Captured {
        @Override
        public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
            return outer.call(() -> inner.call(body));
        }
    }
}
