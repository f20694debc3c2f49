package io.github.stint.control.internal.io;

import java.time.Duration;

/**
 * The bounds of a server.
 *
 * @param connections how many there may be at once
 * @param line how many bytes a request may have
 * @param firstLine how many bytes the first request of a stranger may have
 * @param unread how many bytes may wait for a client before no further request of it is read, and no change is told
 * @param mostUnread how many bytes may wait for a client before it is closed
 * @param request how long a request may take to come in, and a first one to come
 * @param idle how long a connection may be silent
 * @param write how long a client may read nothing though something waits for it
 */
public record Limits(
        int connections,
        int line,
        int firstLine,
        int unread,
        int mostUnread,
        Duration request,
        Duration idle,
        Duration write) {

    /** Those that nobody has changed. */
    public static final Limits USUAL = new Limits(
            64,
            64 * 1024,
            1024,
            256 * 1024,
            4 * 1024 * 1024,
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(10));
}
