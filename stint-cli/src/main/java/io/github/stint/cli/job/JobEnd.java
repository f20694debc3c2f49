package io.github.stint.cli.job;

import java.io.IOException;

/**
 * Is told of each job once, when it has ended for good: on the thread of the job, whose slot is still taken. Several may be
 * told at once, of different jobs.
 */
@FunctionalInterface
public interface JobEnd {

    /**
     * A job has ended. What it wrote is there, and is somebody else's to close.
     *
     * @throws IOException if that cannot be taken note of; the run ends then
     */
    void ended(JobResult result) throws IOException;
}
