package io.github.stint.internal.context;

import io.github.stint.spi.ContextPropagator;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Two propagators as one: the outer is captured first, and is put around the inner. */
public record Both(ContextPropagator outer, ContextPropagator inner) implements ContextPropagator {

    @Override
    public Captured capture() {
        return new BothCaptured(
                Objects.requireNonNull(outer.capture(), "what a context propagator captured"),
                Objects.requireNonNull(inner.capture(), "what a context propagator captured"));
    }

    private record BothCaptured(Captured outer, Captured inner) implements Captured {
        @Override
        public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
            return outer.call(() -> inner.call(body));
        }
    }
}
