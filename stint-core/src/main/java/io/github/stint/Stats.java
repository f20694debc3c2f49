package io.github.stint;

/**
 * Numbers of an owner, all taken at one moment, so that they balance: {@code submitted == queued + running + succeeded
 * + failed + cancelled}.
 *
 * @param state whether it accepts tasks
 * @param limit how many may run at once; {@link Integer#MAX_VALUE} if unlimited
 * @param submitted tasks accepted so far
 * @param queued tasks accepted that hold no slot yet
 * @param running tasks that hold a slot, those asked to stop among them
 * @param stopping running tasks that were asked to stop
 * @param succeeded tasks whose body returned
 * @param failed tasks whose body threw or ran over its time limit
 * @param cancelled tasks that ended by being cancelled
 * @param waiting threads that wait in {@code submit} for room; their tasks are not accepted yet
 * @param rejected submissions refused by an exception so far; one that {@code trySubmit} declined is not counted
 */
public record Stats(
        OwnerState state,
        int limit,
        long submitted,
        int queued,
        int running,
        int stopping,
        long succeeded,
        long failed,
        long cancelled,
        int waiting,
        long rejected) {

    /**
     * Tasks accepted that have not ended.
     *
     * @return {@code submitted - succeeded - failed - cancelled}
     */
    public long live() {
        return submitted - succeeded - failed - cancelled;
    }

    /**
     * Tasks that have ended.
     *
     * @return {@code succeeded + failed + cancelled}
     */
    public long ended() {
        return succeeded + failed + cancelled;
    }
}
