package io.github.stint.cli.batch;

import io.github.stint.cli.job.Job;
import org.jspecify.annotations.Nullable;

/** Where the jobs come from, one at a time. */
interface JobSource {

    /** The next one; null if none is left and none will come, or after {@link #stop}. May wait for one. */
    @Nullable
    Job next() throws InterruptedException;

    /** Nothing further is wanted: whoever waits in {@link #next} gets null. */
    void stop();
}
