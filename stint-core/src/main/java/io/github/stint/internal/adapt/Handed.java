package io.github.stint.internal.adapt;

import io.github.stint.CancelReason;
import org.jspecify.annotations.Nullable;

/**
 * The body of a task that was given to an executor: begun by its task, or taken back before that. It is held in one
 * reference that is taken once; so never both, and what was taken back never runs, even if its task has a thread already.
 */
sealed interface Handed permits HandedRunnable, TaskFuture {

    /** Takes it back, for that reason: the runnable that never begins. Null if it has begun or was taken back before. */
    @Nullable
    Runnable takeBack(CancelReason why);
}
