package io.github.stint.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be run, with places for what differs from job to job. */
public sealed interface CommandTemplate permits WordTemplate, ShellTemplate {

    /** The words of the command for one job; the first names the program. */
    List<String> wordsFor(Values values);

    /** The program, if it is the same for every job. */
    @Nullable
    String program();

    /** The highest number of a column that is a place in it; 0 if none is. */
    int highestColumn();

    /** The command for one job as a person would type it. */
    String shownFor(Values values);
}
