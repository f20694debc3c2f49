package io.github.stint.spi;

import io.github.stint.internal.context.Both;
import io.github.stint.internal.context.ScopedValues;
import io.github.stint.internal.context.ThreadLocals;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Carries something of the thread that hands a task over to the thread that runs its body: a tenant, a trace, a logging
 * context. Nothing is carried unless it is named, but the context class loader of whoever hands over, which always is.
 *
 * <pre>{@code
 * var pool = TaskPool.builder("crawler").size(20)
 *     .context(ContextPropagator.scopedValues(TENANT, TRACE))
 *     .open();
 * }</pre>
 *
 * <p>{@link #capture} is called once for a task, and once for all elements of a batch or stream, on the thread that hands
 * over. What it throws comes out of that call, and nothing was handed over then. {@link Captured#call} is called around
 * each body, on the task's thread; callbacks run outside of it.
 *
 * <p>Propagators that {@link java.util.ServiceLoader} finds with the class loader of this library serve every owner of the
 * JVM. They are looked up once, at the first use.
 */
@FunctionalInterface
public interface ContextPropagator {

    /**
     * Takes what is to be carried from the current thread.
     *
     * @return what was taken
     */
    Captured capture();

    /**
     * Also carries what another one does. This one is captured first, and is put around the other.
     *
     * @param other the other one
     * @return both
     */
    default ContextPropagator and(ContextPropagator other) {
        return new Both(this, Objects.requireNonNull(other, "other"));
    }

    /** What was taken from one thread, to be put around bodies on others, on several at once too. */
    interface Captured {

        /**
         * Calls the body with what was captured in place, and tidies up however it ends.
         *
         * @param body what is to be called, once
         * @param <T> its value
         * @return what the body returned
         * @throws Exception what the body threw
         */
        <T extends @Nullable Object> T call(Callable<T> body) throws Exception;
    }

    /**
     * Carries scoped values: those that are bound where the task is handed over are bound to the same in its body.
     *
     * @param keys which
     * @return a propagator
     */
    static ContextPropagator scopedValues(ScopedValue<?>... keys) {
        return new ScopedValues(noNulls("keys", keys));
    }

    private static <T> List<T> noNulls(String name, T[] values) {
        for (T value : Objects.requireNonNull(values, name)) {
            Objects.requireNonNull(value, name + " must not contain null");
        }
        return List.of(values);
    }

    /**
     * Carries thread-locals: in the body they have the values they have where the task is handed over, and are removed
     * after it. A value is shared, not copied.
     *
     * @param locals which
     * @return a propagator
     */
    static ContextPropagator threadLocals(ThreadLocal<?>... locals) {
        return new ThreadLocals(noNulls("locals", locals));
    }
}
