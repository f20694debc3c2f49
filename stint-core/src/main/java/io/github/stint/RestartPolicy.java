package io.github.stint;

import java.time.Duration;
import java.util.Objects;

/**
 * When something supervised is run again, after which pause, and when it is given up. Immutable: every method returns a
 * changed copy.
 *
 * <p>The pause doubles from restart to restart. A run that lasts long enough makes the next pause the first one again.
 * Failures and normal returns have the same pauses and the same budget, so that a body that returns at once does not
 * spin.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>pauses: from 100 ms to 30 s
 *   <li>jitter: 0.1, a pause is up to a tenth shorter
 *   <li>healthy after: 60 s
 *   <li>give up: never
 * </ul>
 */
public final class RestartPolicy {

    /** What a normal return means. */
    public enum OnReturn {
        /** It is run again, after a pause. */
        RESTART,
        /** It is over, and has succeeded. */
        END,
        /** It is over, and has failed. */
        FAIL
    }

    /** As many restarts as it takes. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static final RestartPolicy ALWAYS = new RestartPolicy(
            OnReturn.RESTART,
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            0.1,
            Duration.ofSeconds(60),
            UNLIMITED,
            Duration.ofSeconds(1));

    private final OnReturn onReturn;
    private final Duration firstPause;
    private final Duration longestPause;
    private final double jitter;
    private final Duration healthyAfter;
    private final int allowedRestarts;
    private final Duration window;

    private RestartPolicy(
            OnReturn onReturn,
            Duration firstPause,
            Duration longestPause,
            double jitter,
            Duration healthyAfter,
            int allowedRestarts,
            Duration window) {
        this.onReturn = onReturn;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.jitter = jitter;
        this.healthyAfter = healthyAfter;
        this.allowedRestarts = allowedRestarts;
        this.window = window;
    }

    /**
     * Runs it again after a failure and after a normal return.
     *
     * @return the policy, with the defaults
     */
    public static RestartPolicy always() {
        return ALWAYS;
    }

    /**
     * Runs it again after a failure; a normal return is its end.
     *
     * @return the policy, with the defaults
     */
    public static RestartPolicy onFailure() {
        return ALWAYS.onReturn(OnReturn.END);
    }

    /**
     * Says what a normal return means.
     *
     * @param meaning what it means
     * @return the changed copy
     */
    public RestartPolicy onReturn(OnReturn meaning) {
        Objects.requireNonNull(meaning, "meaning");
        return new RestartPolicy(meaning, firstPause, longestPause, jitter, healthyAfter, allowedRestarts, window);
    }

    /**
     * Says how long it pauses before a restart: first so long, then twice as long each time, up to the cap.
     *
     * @param first the first pause
     * @param cap the longest pause
     * @return the changed copy
     * @throws IllegalArgumentException if the first pause is not positive, or longer than the cap
     */
    public RestartPolicy backoff(Duration first, Duration cap) {
        Require.positive("first", first);
        Objects.requireNonNull(cap, "cap");
        if (first.compareTo(cap) > 0) {
            throw new IllegalArgumentException("first must be at most cap: " + first + ", cap " + cap);
        }
        return new RestartPolicy(onReturn, first, cap, jitter, healthyAfter, allowedRestarts, window);
    }

    /**
     * Shortens each pause by a random part of it, so that many that failed together do not come back together.
     *
     * @param most the largest part, from 0 (none) to 1 (down to no pause at all)
     * @return the changed copy
     * @throws IllegalArgumentException if it is not from 0 to 1
     */
    public RestartPolicy jitter(double most) {
        if (!(most >= 0 && most <= 1)) {
            throw new IllegalArgumentException("jitter must be from 0 to 1: " + most);
        }
        return new RestartPolicy(onReturn, firstPause, longestPause, most, healthyAfter, allowedRestarts, window);
    }

    /**
     * Says how long a run must last to make the next pause the first one again.
     *
     * @param time the time
     * @return the changed copy
     * @throws IllegalArgumentException if it is not positive
     */
    public RestartPolicy healthyAfter(Duration time) {
        Require.positive("healthyAfter", time);
        return new RestartPolicy(onReturn, firstPause, longestPause, jitter, time, allowedRestarts, window);
    }

    /**
     * Gives it up, for good, when it would have to be restarted more often than that.
     *
     * @param restarts how many restarts are allowed within any window, at least 0; the next one is not made
     * @param within the window
     * @return the changed copy
     * @throws IllegalArgumentException if the number is negative, or the window is not positive
     */
    public RestartPolicy giveUpAfter(int restarts, Duration within) {
        Require.atLeast("restarts", 0, restarts);
        Require.positive("window", within);
        return new RestartPolicy(onReturn, firstPause, longestPause, jitter, healthyAfter, restarts, within);
    }

    /**
     * What a normal return means.
     *
     * @return the meaning
     */
    public OnReturn onReturn() {
        return onReturn;
    }

    /**
     * The first pause.
     *
     * @return its length, without jitter
     */
    public Duration firstPause() {
        return firstPause;
    }

    /**
     * The longest pause.
     *
     * @return its length, without jitter
     */
    public Duration longestPause() {
        return longestPause;
    }

    /**
     * The largest part by which a pause is shortened.
     *
     * @return from 0 to 1
     */
    public double jitter() {
        return jitter;
    }

    /**
     * How long a run must last to make the next pause the first one again.
     *
     * @return the time
     */
    public Duration healthyAfter() {
        return healthyAfter;
    }

    /**
     * How many restarts are allowed within {@link #window}.
     *
     * @return the number, {@link #UNLIMITED} if it is never given up
     */
    public int allowedRestarts() {
        return allowedRestarts;
    }

    /**
     * The time within which restarts are counted.
     *
     * @return the window; without meaning if it is never given up
     */
    public Duration window() {
        return window;
    }

    /** The whole policy in a line. */
    @Override
    public String toString() {
        return "on return " + onReturn + ", pauses " + firstPause + " to " + longestPause + ", jitter " + jitter
                + ", healthy after " + healthyAfter
                + (allowedRestarts == UNLIMITED
                        ? ", never gives up"
                        : ", gives up after " + allowedRestarts + " restarts within " + window);
    }
}
