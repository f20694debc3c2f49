package io.github.stint.cli.batch;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps what the control server logs away from standard error, which is that of the commands. Who changed what is told by the
 * run itself.
 */
final class QuietLog {

    /** Held, since the level of a logger that nobody holds is forgotten. */
    private static final Logger HELD = Logger.getLogger("io.github.stint.control");

    private QuietLog() {}

    /** From now on. */
    static void begin() {
        HELD.setLevel(Level.OFF);
    }
}
