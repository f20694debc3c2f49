package io.github.stint.bench.work;

import java.util.concurrent.locks.LockSupport;

/** The kinds of work. */
public enum Workload {
    /** Nothing. What is measured is what managing a task costs. */
    NO_OP,
    /** Sleeps for a millisecond. */
    SLEEP_1MS,
    /** Sleeps for ten. */
    SLEEP_10MS,
    /** Parks for 50 µs; timers of the JDK take a few µs more. */
    WAIT_50US,
    /** Sends eight bytes over a socket on the loopback and reads them back, see {@link Echo}. */
    LOOPBACK,
    /** Computes for about 2 µs: a thousand steps of a shift register, each waiting for the one before. */
    WORK_2US;

    private static final int STEPS = 1_000;

    /**
     * Makes it ready.
     *
     * @param atOnce how many of it may run at once: so many connections there are
     */
    public Body open(int atOnce) throws Exception {
        return switch (this) {
            case NO_OP -> element -> element;
            case SLEEP_1MS -> element -> sleep(1, element);
            case SLEEP_10MS -> element -> sleep(10, element);
            case WAIT_50US ->
                element -> {
                    LockSupport.parkNanos(50_000);
                    return element;
                };
            case LOOPBACK -> new Echo(atOnce);
            case WORK_2US -> element -> element + compute(element + 1);
        };
    }

    private static Integer sleep(int millis, Integer element) throws InterruptedException {
        Thread.sleep(millis);
        return element;
    }

    /** Always 0, which no compiler knows. */
    private static int compute(int seed) {
        long word = seed;
        for (int i = 0; i < STEPS; i++) {
            word ^= word << 13;
            word ^= word >>> 7;
            word ^= word << 17;
        }
        return word == 0 ? 1 : 0;
    }
}
