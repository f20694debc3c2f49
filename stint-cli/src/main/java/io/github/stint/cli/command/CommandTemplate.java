package io.github.stint.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be run, with a place for the argument. */
public sealed interface CommandTemplate permits WordTemplate, ShellTemplate {

    /** What stands for the argument. */
    String PLACE = "{}";

    /** The words of the command for one argument; the first names the program. */
    List<String> wordsFor(String argument);

    /** The program, if it is the same for every argument. */
    @Nullable
    String program();

    /** The command for one argument as a person would type it. */
    String shownFor(String argument);
}
