package io.github.stint.cli;

/** The exit statuses of {@code stint}. */
final class ExitStatus {

    static final int SUCCESS = 0;

    /** More failed jobs than this are told as this. */
    static final int MOST_FAILED = 100;

    /** The command line was wrong, or the arguments could not be read. */
    static final int USAGE = 2;

    /** Standard output could not be written. */
    static final int OUTPUT = 3;

    /** A mistake of ours. */
    static final int INTERNAL = 70;

    static final int NOT_EXECUTABLE = 126;
    static final int NOT_FOUND = 127;

    /** Added to the number of a signal. */
    static final int SIGNALLED = 128;

    /** Standard output was closed by its reader: as if ended by SIGPIPE. */
    static final int CLOSED_OUTPUT = SIGNALLED + 13;

    private ExitStatus() {}

    static int ofFailed(long failed) {
        return (int) Math.min(failed, MOST_FAILED);
    }
}
