package io.github.stint.cli.output;

/** In which pieces outputs are shown. */
public enum OutputStyle {

    /** Job by job: standard output, then standard error. */
    GROUPED,

    /** Line by line. */
    LINES,

    /** By the commands themselves. */
    DIRECT,

    /** In an object for each job, for programs. */
    OBJECTS
}
