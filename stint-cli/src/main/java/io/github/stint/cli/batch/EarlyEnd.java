package io.github.stint.cli.batch;

import java.util.OptionalInt;

/** Why a run ends before all has been run, if it does. */
record EarlyEnd(StopLadder ladder, Halt halt) {

    /** Whether nothing more was to be started. */
    boolean wanted() {
        return ladder.last() != null || halt.exitStatus().isPresent();
    }

    /** Whether what ran was told to end. */
    boolean killed() {
        return ladder.killed() || halt.killed();
    }

    /** The exit status that comes of it; a signal that changed nothing has none. */
    OptionalInt exitStatus(boolean leftOver) {
        Signals signal = ladder.last();
        return signal != null && (leftOver || ladder.killed())
                ? OptionalInt.of(signal.exitStatus())
                : halt.exitStatus();
    }
}
