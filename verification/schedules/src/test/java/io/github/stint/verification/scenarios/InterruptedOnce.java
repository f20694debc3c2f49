package io.github.stint.verification.scenarios;

import io.github.stint.verification.schedules.World;
import org.jspecify.annotations.Nullable;

/** A thread that somebody may interrupt once, and that is neither to lose it nor to hear of it twice, or of none. */
final class InterruptedOnce {

    private final World world;
    private @Nullable Thread thread;
    private boolean interrupted;
    private boolean heard;
    private boolean over;

    /** Starts it; the body may throw the interrupt, or keep it in the flag. */
    InterruptedOnce(World world, String name, World.Body body) {
        this.world = world;
        this.thread = world.spawn(name, () -> {
            thread = Thread.currentThread();
            try {
                body.run();
            } catch (InterruptedException e) {
                heard();
            }
            finish();
        });
    }

    /** From another thread; nothing once it is over. */
    void interrupt() {
        Thread target = thread;
        if (!over && target != null) {
            interrupted = true;
            target.interrupt();
        }
    }

    /** The body caught the exception. */
    void heard() {
        world.require(interrupted, "an interrupt came from nowhere");
        world.require(!heard, "an interrupt was heard twice");
        heard = true;
    }

    private void finish() {
        boolean flag = Thread.interrupted();
        over = true;
        world.require(!interrupted || flag || heard, "an interrupt was lost");
        world.require(interrupted || !flag, "an interrupt came from nowhere");
        world.require(!(flag && heard), "an interrupt was heard, and kept as well");
    }
}
