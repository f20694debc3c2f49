package io.github.stint.cli.steer;

import io.github.stint.cli.words.UsageException;
import io.github.stint.control.ControlClient;
import java.io.IOException;

/** Something that is asked of an application. */
@FunctionalInterface
public interface Request {

    /**
     * Asks it.
     *
     * @throws UsageException if it has to be said more closely, which only the application knew
     * @throws SteerException if it cannot be had
     * @throws IOException if the application refused, or did not answer
     */
    Answer ask(ControlClient application) throws IOException, InterruptedException, UsageException, SteerException;
}
