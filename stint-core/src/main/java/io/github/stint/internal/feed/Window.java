package io.github.stint.internal.feed;

/**
 * How many elements were pulled and not taken by the reader, and how many that may be.
 *
 * <p>Elements are pulled under the engine's lock; the reader, one thread at a time, counts without it. Who finds the window
 * full says so and then reads the count; the reader writes the count and then looks whether that was said: one of the two
 * sees the other. A worker that watches the count itself need not be told of each.
 */
final class Window {

    /** A worker that watches waits for so much room at once, at most, while that comes fast. */
    private static final int MUCH = 32;

    private final long size;
    private final int much;
    private long pulled;

    /** How many of the results were taken; written by the reader only. */
    private volatile long taken;

    /** What that was when it was last looked at: mostly enough to know that there is room. */
    private long takenBefore;

    private volatile boolean isFull;

    private volatile boolean isWatched;

    /** What has to be taken until there is room, since it was last watched. */
    private volatile long takenForRoom;

    /**
     * One of that size; where nobody takes anything, {@link Long#MAX_VALUE}.
     *
     * @param ahead how many of it are there to keep the reader supplied
     */
    Window(long size, long ahead) {
        this.size = size;
        this.much = (int) Math.clamp(ahead / 2, 1L, MUCH);
    }

    // ---- under the lock

    /** Whether one more may be pulled; if not, the reader will be told so by {@link #taken}. */
    boolean hasRoom() {
        if (pulled - takenBefore < size) {
            return true;
        }
        takenBefore = taken;
        if (pulled - takenBefore < size) {
            return true;
        }
        isFull = true;
        takenBefore = taken;
        return pulled - takenBefore < size;
    }

    /** One more was pulled, or is about to be. */
    void pull() {
        pulled++;
    }

    /** There was none to pull. */
    void pulledNone() {
        pulled--;
    }

    /** A worker that has found it full watches it. */
    void watch() {
        takenForRoom = pulled - size + 1;
        isWatched = true;
        isFull = false;
    }

    /** It does no more. */
    void unwatch() {
        isWatched = false;
    }

    // ---- of who watches

    /** Whether there is room since it is watched. */
    boolean hasSomeRoom() {
        return taken >= takenForRoom;
    }

    /** Whether there is so much room that it is worth while. */
    boolean hasMuchRoom() {
        return taken >= takenForRoom + much - 1;
    }

    // ---- of the reader

    /** A result was taken; true if somebody found the window full, does not watch it, and is to be told. */
    boolean taken() {
        long now = taken + 1;
        taken = now;
        if (!isFull) {
            return false;
        }
        isFull = false;
        return true;
    }

    /** Whether somebody watches it, who had better be told before the reader waits. */
    boolean isWatched() {
        return isWatched;
    }
}
