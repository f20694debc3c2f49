package io.github.stint.bench.run;

/**
 * How long it takes until one processor has what another wrote, in nanoseconds: two threads change a number by turns. Where a
 * machine is a virtual one that depends on where its processors are at the moment, and with it what any work costs that goes from
 * one to the other.
 */
final class Transfer {

    private static final int TRIES = 3;
    private static final int PASSES = 10_000;

    /** For one try. Who shares its processor with others waits for milliseconds, not for nanoseconds. */
    private static final long LONGEST_NANOS = 20_000_000L;

    private static final int LOOKS_A_CLOCK = 1_024;

    private Transfer() {}

    /** The least of some tries, each longer if something else ran meanwhile; zero where there is one processor. */
    static double nanos() {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return 0;
        }
        double least = Double.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            least = Math.min(least, new Ball().nanosAPass());
        }
        return least;
    }

    private static final class Ball {
        private volatile boolean isThere;
        private volatile boolean isOver;

        double nanosAPass() {
            Thread.ofPlatform().name("transfer").daemon().start(this::throwBack);
            try {
                throwAndCatch(System.nanoTime()); // the other one is there now
                long begin = System.nanoTime();
                int throwsDone = 0;
                while (throwsDone < PASSES && throwAndCatch(begin)) {
                    throwsDone++;
                }
                return (System.nanoTime() - begin) / (2.0 * Math.max(1, throwsDone));
            } finally {
                isOver = true;
            }
        }

        private boolean throwAndCatch(long begin) {
            isThere = true;
            for (int look = 1; isThere; look++) {
                if (look % LOOKS_A_CLOCK == 0 && System.nanoTime() - begin > LONGEST_NANOS) {
                    return false;
                }
            }
            return true;
        }

        private void throwBack() {
            while (!isOver) {
                if (isThere) {
                    isThere = false;
                }
            }
        }
    }
}
