package io.github.stint.cli.batch;

import java.util.OptionalInt;

/** Why a run ends before all has been run, if it does. */
record EarlyEnd(StopLadder ladder, Halt halt, Intake intake) {

    /** Whether nothing more was to be started. */
    boolean wanted() {
        return ladder.last() != null || halt.exitStatus().isPresent() || intake.isOver();
    }

    /** Whether what ran was told to end. */
    boolean killed() {
        return ladder.killed() || halt.killed();
    }

    /** The exit status that comes of it; what changed nothing has none. To be ended from outside is as SIGTERM. */
    OptionalInt exitStatus(boolean leftOver) {
        Signals signal = ladder.last();
        if (signal != null && (leftOver || ladder.killed())) {
            return OptionalInt.of(signal.exitStatus());
        }
        return halt.exitStatus().isEmpty() && leftOver && intake.isOver()
                ? OptionalInt.of(Signals.TERM.exitStatus())
                : halt.exitStatus();
    }
}
