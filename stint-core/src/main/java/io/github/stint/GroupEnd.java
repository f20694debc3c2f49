package io.github.stint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes out of a group's block that threw. What happened first is thrown, what happened later is suppressed in it;
 * what is only the echo of a failed task is left out.
 */
final class GroupEnd {

    private GroupEnd() {}

    /** What to throw for what the block threw; the tasks have ended. Throws an Error itself. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // the block says what it throws, and it threw that
    static <X extends Exception> X of(TaskGroup group, Throwable thrown, boolean hadFailed) {
        if (!group.hasFailed()) {
            return GroupEnd.<X>asIs(thrown);
        }
        if (group.isThrownByStart(thrown)) {
            return GroupEnd.<X>asIs(insteadOf(group, thrown));
        }
        if (thrown instanceof TaskGroupException own && isOf(group, own)) {
            return GroupEnd.<X>asIs(thrown);
        }
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return GroupEnd.<X>asIs(insteadOf(group, thrown));
        }
        if (isEcho(group, thrown)) {
            return GroupEnd.<X>asIs(insteadOf(group, thrown));
        }
        if (hadFailed && thrown instanceof Exception) {
            return GroupEnd.<X>asIs(group.failure(thrown));
        }
        thrown.addSuppressed(group.failure(null));
        return GroupEnd.<X>asIs(thrown);
    }

    /** The group's failure, in place of its echo; with what went wrong while the echo left the block. */
    private static TaskGroupException insteadOf(TaskGroup group, Throwable echo) {
        TaskGroupException failure = group.failure(null);
        List<Throwable> known = List.of(failure.getSuppressed());
        for (Throwable later : echo.getSuppressed()) {
            if (!known.contains(later)) {
                failure.addSuppressed(later);
            }
        }
        return failure;
    }

    private static boolean isEcho(TaskGroup group, Throwable thrown) {
        if (thrown instanceof TaskFailedException failure) {
            return isOneOf(group, failure.getCause());
        }
        return thrown instanceof TaskCancelledException cancelled
                && cancelled.reason() == group.engine.view().stopReason();
    }

    /** Whether it is the group's own failure, thrown by join within the block. */
    private static boolean isOf(TaskGroup group, TaskGroupException thrown) {
        Throwable first = thrown.getCause();
        return first instanceof TaskFailedException failure
                ? isOneOf(group, failure.getCause())
                : first == group.failure(null).getCause();
    }

    private static boolean isOneOf(TaskGroup group, @Nullable Throwable error) {
        return error != null
                && group.engine.view().failures().stream()
                        .anyMatch(failed -> failed.failure().getCause() == error);
    }

    /** The block's signature says what it throws; everything else is unchecked. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Exception> X asIs(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (X) thrown;
    }
}
