package io.github.stint.cli;

/**
 * The version, written down by the build. It is in the code of whoever tells it: to look it up in the jar would take a tenth of
 * the time that the program needs to start.
 */
final class Version {

    static final String TEXT = "${project.version}";

    /** Its day, as {@code 2026-01-01}, and what is behind it. */
    static final String TIME = "${project.build.outputTimestamp}";

    private Version() {}
}
