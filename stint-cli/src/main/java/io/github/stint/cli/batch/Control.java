package io.github.stint.cli.batch;

import io.github.stint.cli.control.HaltPolicy;
import io.github.stint.cli.control.JobCountFile;
import io.github.stint.cli.control.MemoryLimit;
import io.github.stint.cli.control.Retries;
import io.github.stint.cli.control.StartGate;
import io.github.stint.cli.control.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run is controlled.
 *
 * @param jobs how many run at a time, at first
 * @param jobsFile where it is said how many they are from now on, if that can change
 * @param limit how long a command may run
 * @param retries how often one that fails is tried
 * @param halt when the rest is given up
 * @param gates when a job may start, but for the memory
 * @param memory how much memory there must be, if that was asked for
 */
public record Control(
        int jobs,
        @Nullable JobCountFile jobsFile,
        TimeLimit limit,
        Retries retries,
        HaltPolicy halt,
        List<StartGate> gates,
        @Nullable MemoryLimit memory) {

    public Control {
        gates = List.copyOf(gates);
    }

    /** Whether that is one at a time, and stays so. */
    boolean isOneAtATime() {
        return jobs == 1 && jobsFile == null;
    }

    /** Whether a job may be run more than once. */
    boolean runsAgain() {
        return retries.another(1) || memory != null;
    }

    /** When a job may start. */
    StartGates startGates() {
        List<StartGate> all = new ArrayList<>(gates);
        if (memory != null) {
            all.add(memory);
        }
        return new StartGates(all);
    }
}
