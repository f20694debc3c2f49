package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.internal.time.Deadlines;
import io.github.stint.internal.time.Deadlines.Armed;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;

/** The timer behind every time limit. */
final class DeadlineScenarios {

    @Property(
            value = "P7: the timer does each thing once, when it is due and not before, unless it was taken back",
            found = 52)
    void eachIsDoneOnceWhenDue(World world) {
        Deadlines timer = Deadlines.of(new WorldTicker(world));
        int[] done = new int[3];
        long[] due = new long[3];
        boolean[] takenBack = new boolean[3];
        for (int i = 0; i < 3; i++) {
            int me = i;
            long seconds = world.pick("seconds", 1, 2, 3);
            boolean takesBack = world.pick("takes back");
            boolean whenDue = takesBack && world.pick("when it is due");
            world.spawn("armer" + i, () -> {
                due[me] = world.now() + seconds * SECOND.toNanos();
                Armed armed = timer.arm(due[me], () -> {
                    done[me]++;
                    world.require(world.now() - due[me] >= 0, "done too early");
                });
                if (whenDue || !takesBack) {
                    world.advance(SECOND);
                }
                if (takesBack) {
                    takenBack[me] = armed.disarm();
                }
            });
        }
        for (int i = 0; i < 3; i++) {
            world.atQuiet(() -> {
                for (int k = 0; k < 3; k++) {
                    boolean missed = world.now() - due[k] >= 0 && done[k] == 0 && !takenBack[k];
                    world.require(!missed, "due, and not done: " + k);
                }
                world.advance(SECOND);
            });
        }
        world.atEnd(() -> {
            for (int k = 0; k < 3; k++) {
                world.require(done[k] == (takenBack[k] ? 0 : 1), k + " was done so often: " + done[k]);
            }
            world.require(timer.armed() == 0, "still counted as armed: " + timer.armed());
        });
    }
}
