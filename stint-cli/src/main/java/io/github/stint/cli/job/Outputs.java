package io.github.stint.cli.job;

import java.io.IOException;

/** Where jobs write. */
@FunctionalInterface
public interface Outputs {

    /** For one run of the command of that job, in that slot. */
    JobOutput open(Job job, int slot) throws IOException;
}
