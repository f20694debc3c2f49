package io.github.stint.internal.context;

import io.github.stint.internal.watch.Log;
import io.github.stint.spi.ContextPropagator;
import io.github.stint.spi.ContextPropagator.Captured;
import java.util.Iterator;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What one owner carries: what it was told to, and what was found for all. */
public final class Contexts {

    /** Nothing was captured. */
    static final Captured NOTHING = new Captured() {
        @Override
        public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
            return body.call();
        }
    };

    /** So many that cannot be used are left out; a loader that fails more often fails each time it is asked. */
    private static final int MOST_UNUSABLE = 100;

    private static final class Found {
        static final Contexts CONTEXTS = found(ContextPropagator.class.getClassLoader());
    }

    private final @Nullable ContextPropagator propagator;

    private Contexts(@Nullable ContextPropagator propagator) {
        this.propagator = propagator;
    }

    /** What that loader finds. */
    static Contexts found(@Nullable ClassLoader loader) {
        return new Contexts(find(loader));
    }

    /** What was found for all owners. */
    public static Contexts found() {
        return Found.CONTEXTS;
    }

    /** Also carries that. */
    public Contexts and(ContextPropagator more) {
        return new Contexts(propagator == null ? more : propagator.and(more));
    }

    /** What the current thread has; to be put around bodies. */
    public Captured capture() {
        return propagator == null
                ? NOTHING
                : Objects.requireNonNull(propagator.capture(), "what a context propagator captured");
    }

    /** The body with that around it. */
    public static <T extends @Nullable Object> Callable<? extends T> around(
            Captured captured, Callable<? extends T> body) {
        if (captured == NOTHING) {
            return body;
        }
        return () -> captured.<T>call(body::call);
    }

    /** One that cannot be made is logged and left out, for no owner could be opened otherwise. */
    private static @Nullable ContextPropagator find(@Nullable ClassLoader loader) {
        ContextPropagator all = null;
        Iterator<ContextPropagator> providers =
                ServiceLoader.load(ContextPropagator.class, loader).iterator();
        for (int unusable = 0; unusable < MOST_UNUSABLE; ) {
            try {
                if (!providers.hasNext()) {
                    return all;
                }
                ContextPropagator next = providers.next();
                all = all == null ? next : all.and(next);
            } catch (ServiceConfigurationError | LinkageError e) {
                unusable++;
                Log.error("ContextPropagator", "a context propagator cannot be used, it is left out", e);
            }
        }
        return all;
    }
}
