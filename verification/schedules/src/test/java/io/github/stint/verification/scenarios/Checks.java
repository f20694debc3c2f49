package io.github.stint.verification.scenarios;

import io.github.stint.OwnerState;
import io.github.stint.Task;
import io.github.stint.TaskOwner;
import io.github.stint.verification.schedules.World;

/** What must hold of any owner, and in any body. */
final class Checks {

    private Checks() {}

    /** It is closed, and nothing is on its books. */
    static void closed(World world, TaskOwner owner) {
        world.require(owner.stats().state() == OwnerState.CLOSED, "not closed: " + owner.stats());
        Pools.checkEmpty(world, owner, "though closed");
    }

    /** In a body: it is interrupted only if its own task was asked to stop. */
    static void notInterruptedForAnother(World world) {
        boolean asked = Task.current().flatMap(Task::cancelReason).isPresent();
        world.require(
                asked || !Thread.currentThread().isInterrupted(), "interrupted, and its task was not asked to stop");
    }
}
