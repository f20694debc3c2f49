package io.github.stint.cli.output;

/** Where standard output goes, seen from standard error. */
public enum OutputPlace {
    /** Maybe to the same place: what is written to both is one text. */
    SAME,

    /** From standard error on a terminal to a pipe, whose reader may write to that terminal whenever it likes. */
    PASSED_ON,

    /** From standard error on a terminal to a file. */
    ELSEWHERE
}
