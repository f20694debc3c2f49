package io.github.stint.control;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is watched, and how often it is looked at. Immutable: every method returns a changed copy.
 *
 * <p>Defaults: the owners, once a second.
 *
 * @param query which tasks and owners; null if only all owners are watched
 * @param every the time between two looks, from 100 ms to a minute
 * @param ended whether ended tasks are told
 * @param warnings whether it is told what looks wrong
 */
public record WatchOptions(@Nullable TaskQuery query, Duration every, boolean ended, boolean warnings) {

    /** Checks that there is a time. */
    public WatchOptions {
        Objects.requireNonNull(every, "every");
    }

    /**
     * The owners, once a second.
     *
     * @return the defaults
     */
    public static WatchOptions owners() {
        return new WatchOptions(null, Duration.ofSeconds(1), false, false);
    }

    /**
     * The owners and some tasks, once a second.
     *
     * @param query which tasks
     * @return the options
     */
    public static WatchOptions tasks(TaskQuery query) {
        return new WatchOptions(query, Duration.ofSeconds(1), false, false);
    }

    /**
     * Looks so often.
     *
     * @param time the time between two looks
     * @return the changed copy
     */
    public WatchOptions every(Duration time) {
        return new WatchOptions(query, time, ended, warnings);
    }

    /**
     * Tells of ended tasks too.
     *
     * @return the changed copy
     */
    public WatchOptions withEnded() {
        return new WatchOptions(query, every, true, warnings);
    }

    /**
     * Tells too what looks wrong. As long as somebody watches that, the times of groups are measured.
     *
     * @return the changed copy
     */
    public WatchOptions withWarnings() {
        return new WatchOptions(query, every, ended, true);
    }
}
