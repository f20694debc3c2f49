package io.github.stint.internal.engine;

import io.github.stint.TaskOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a task was handed over with. Most tasks of an owner have that in common, and share it.
 *
 * @param engine whose task it is
 * @param options what is said about the task
 * @param loader the context class loader of whoever handed it over
 */
record Origin(Engine engine, TaskOptions options, @Nullable ClassLoader loader) {

    /** The same without the loader, which an ended task is not to keep alive. */
    Origin withoutLoader() {
        return loader == null || loader == ClassLoader.getSystemClassLoader() ? this : engine.origin(options, null);
    }
}
