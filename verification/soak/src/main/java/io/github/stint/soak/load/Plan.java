package io.github.stint.soak.load;

import io.github.stint.Task;
import io.github.stint.TaskOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a body will do, drawn before it is handed over: one in a hundred fails, one runs over its time, five are to be
 * cancelled. The others return after next to nothing, some computing, or a short sleep.
 */
public enum Plan {
    /** Returns at once. */
    RETURN,
    /** Computes for some microseconds. */
    COMPUTE,
    /** Sleeps for a millisecond or two. */
    SLEEP,
    /** Throws. */
    FAIL,
    /** Sleeps until its time limit asks it to stop. */
    OVERRUN,
    /** Sleeps until it is cancelled, and gives in. */
    WAIT,
    /** Sleeps until it is cancelled, and returns all the same. */
    WAIT_AND_RETURN,
    /** Sleeps until it is cancelled, and then fails. */
    WAIT_AND_FAIL;

    /** Longer than any soak lets it. */
    private static final Duration LONG = Duration.ofHours(100);

    private static final int STEPS = 2_000;

    /** What a body throws that is to fail. */
    public static final class Planned extends Exception {

        private static final long serialVersionUID = 1L;

        Planned() {
            super("planned");
        }
    }

    /** Draws one for a task that is submitted by itself, and will be cancelled if the plan wants it. */
    public static Plan draw(Dice dice) {
        int number = dice.below(1_000);
        if (number < 40) {
            return WAIT;
        }
        if (number < 45) {
            return WAIT_AND_RETURN;
        }
        return number < 50 ? WAIT_AND_FAIL : drawForMany(dice);
    }

    /** Draws one for an element of many: it ends without anybody cancelling it by name. */
    public static Plan drawForMany(Dice dice) {
        int number = dice.below(1_000);
        if (number < 20) {
            return number < 10 ? FAIL : OVERRUN;
        }
        if (number < 400) {
            return RETURN;
        }
        return number < 700 ? COMPUTE : SLEEP;
    }

    /** Whether it sleeps until somebody cancels it. */
    public boolean wantsCancel() {
        return this == WAIT || this == WAIT_AND_RETURN || this == WAIT_AND_FAIL;
    }

    /** The options with a time limit, if the plan needs one. */
    public TaskOptions in(TaskOptions options) {
        return this == OVERRUN ? options.timeout(Duration.ofMillis(2)) : options;
    }

    /** The body, counted. */
    public Callable<Integer> body(Book book) {
        return book.counted(this::run);
    }

    /** Does it. */
    public int run() throws Exception {
        return switch (this) {
            case RETURN -> 1;
            case COMPUTE -> compute();
            case SLEEP -> sleep(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 3)));
            case FAIL -> throw new Planned();
            case OVERRUN, WAIT -> sleep(LONG);
            case WAIT_AND_RETURN -> untilCancelled();
            case WAIT_AND_FAIL -> {
                untilCancelled();
                throw new Planned();
            }
        };
    }

    private static int sleep(Duration time) throws InterruptedException {
        Thread.sleep(time);
        return 1;
    }

    private static int untilCancelled() {
        try {
            return sleep(LONG);
        } catch (InterruptedException asPlanned) {
            return 2;
        }
    }

    private static int compute() throws InterruptedException {
        int value = 1;
        for (int i = 0; i < STEPS; i++) {
            value = value * 31 + i;
        }
        Task.checkCancelled();
        return value;
    }
}
