package io.github.stint.internal.context;

import io.github.stint.spi.ContextPropagator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Carries scoped values, those that are bound. */
public record ScopedValues(List<ScopedValue<?>> keys) implements ContextPropagator {

    @Override
    public Captured capture() {
        ScopedValue.@Nullable Carrier bound = null;
        for (ScopedValue<?> key : keys) {
            bound = with(bound, key);
        }
        return bound == null ? Contexts.NOTHING : new Bound(bound);
    }

    private static <V extends @Nullable Object> ScopedValue.@Nullable Carrier with(
            ScopedValue.@Nullable Carrier carrier, ScopedValue<V> key) {
        if (!key.isBound()) {
            return carrier;
        }
        return carrier == null ? ScopedValue.where(key, key.get()) : carrier.where(key, key.get());
    }

    private record Bound(ScopedValue.Carrier carrier) implements Captured {
        @Override
        public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
            return carrier.call(body::call);
        }
    }
}
