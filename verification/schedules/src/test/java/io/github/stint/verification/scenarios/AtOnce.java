package io.github.stint.verification.scenarios;

import io.github.stint.verification.schedules.World;
import java.util.concurrent.Callable;

/** Counts how many run at once, who are never too many. */
final class AtOnce {

    private final World world;
    private final int most;
    private int now;

    AtOnce(World world, int most) {
        this.world = world;
        this.most = most;
    }

    /** That body, counted. */
    <T> Callable<T> counted(Callable<T> body) {
        return () -> {
            now++;
            if (now > most) {
                world.fail("too many run at once: " + now + " of " + most);
            }
            try {
                return body.call();
            } finally {
                now--;
            }
        };
    }

    /** How many run. */
    int now() {
        return now;
    }
}
