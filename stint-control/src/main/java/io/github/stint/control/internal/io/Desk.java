package io.github.stint.control.internal.io;

import io.github.stint.control.view.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Who answers the lines of connections. */
public interface Desk {

    /** What a new connection is told first. On the thread of the loop: must not wait. */
    byte[] greeting(Connection connection);

    /** The words for a connection that is closed for that reason. On any thread: must not wait. */
    byte[] farewell(ErrorCode code, String message);

    /**
     * Answers a line, on a thread that may be kept for a while. The next line of the same connection comes after this has
     * returned.
     *
     * @return the answer, or null if there is none now
     */
    byte @Nullable [] answer(Connection connection, byte[] line);

    /** A connection is over. On the thread of the loop: must not wait. */
    void closed(Connection connection);
}
