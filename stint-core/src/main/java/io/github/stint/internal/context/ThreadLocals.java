package io.github.stint.internal.context;

import io.github.stint.spi.ContextPropagator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Carries thread-locals. The bodies' threads are ours, so what is in them afterwards is nobody's and is removed. */
public record ThreadLocals(List<ThreadLocal<?>> locals) implements ContextPropagator {

    @Override
    public Captured capture() {
        List<Value<?>> values = new ArrayList<>(locals.size());
        for (ThreadLocal<?> local : locals) {
            values.add(value(local));
        }
        return new Values(values);
    }

    private static <V extends @Nullable Object> Value<V> value(ThreadLocal<V> local) {
        return new Value<>(local, local.get());
    }

    private record Value<V extends @Nullable Object>(ThreadLocal<V> local, V value) {
        void put() {
            local.set(value);
        }
    }

    private record Values(List<Value<?>> values) implements Captured {
        @Override
        public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
            try {
                values.forEach(Value::put);
                return body.call();
            } finally {
                values.forEach(value -> value.local().remove());
            }
        }
    }
}
