package io.github.stint.cli.spool;

import java.io.IOException;
import java.nio.file.Path;

/** A folder in which outputs are to stay. */
public interface SpoolFolder {

    /** A new name in it, for what is not whole yet. */
    Path draft();

    /** What is thrown when something could not be written in it. */
    OutputLostException lost(IOException e);
}
