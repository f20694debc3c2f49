package io.github.stint.cli.words;

/** The exit statuses of {@code stint}. */
public final class ExitStatus {

    public static final int SUCCESS = 0;

    /** An application refused what was asked of it, or had nothing to do it to. */
    public static final int REFUSED = 1;

    /** More failed jobs than this are told as this. */
    static final int MOST_FAILED = 100;

    /** The command line was wrong, or the arguments could not be read. */
    public static final int USAGE = 2;

    /** Standard output could not be written. */
    public static final int OUTPUT = 3;

    /** No application listens where one was looked for, or it does not answer. */
    public static final int NO_APPLICATION = 4;

    /** A mistake of ours. */
    public static final int INTERNAL = 70;

    public static final int NOT_EXECUTABLE = 126;
    public static final int NOT_FOUND = 127;

    /** Added to the number of a signal. */
    public static final int SIGNALLED = 128;

    /** Standard output was closed by its reader: as if ended by SIGPIPE. */
    public static final int CLOSED_OUTPUT = SIGNALLED + 13;

    private ExitStatus() {}

    public static int ofFailed(long failed) {
        return (int) Math.min(failed, MOST_FAILED);
    }
}
