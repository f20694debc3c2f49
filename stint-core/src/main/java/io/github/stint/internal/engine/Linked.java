package io.github.stint.internal.engine;

import org.jspecify.annotations.Nullable;

/** What can stand in one {@link Fifo} at a time. */
abstract class Linked {
    @Nullable
    Linked before;

    @Nullable
    Linked after;

    @Nullable
    Fifo<?> in;
}
