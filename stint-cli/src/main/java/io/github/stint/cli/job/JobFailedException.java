package io.github.stint.cli.job;

import io.github.stint.cli.words.RawWords;

/** A job has failed. Its task fails with this, so that those who look on see it; it carries what became of the job. */
public final class JobFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient JobResult result;

    JobFailedException(JobResult result) {
        super(RawWords.decoded(result.howItEnded()), null, false, false); // where it was thrown tells nobody anything
        this.result = result;
    }

    /** What became of it. */
    public JobResult result() {
        return result;
    }

    /** How it has ended, as those who look on are told it. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // a name of ours would be in the way
    public String toString() {
        return String.valueOf(getMessage());
    }
}
