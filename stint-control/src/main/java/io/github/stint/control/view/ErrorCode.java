package io.github.stint.control.view;

import java.util.Locale;

/** Why a request was refused. On the wire in lower case with hyphens: {@code unknown-owner}. */
public enum ErrorCode {
    /** The line is not one JSON object in UTF-8. */
    BAD_JSON,
    /** There is no such verb. */
    UNKNOWN_VERB,
    /** An argument is missing, unknown, of the wrong kind or out of its bounds. */
    BAD_ARGUMENT,
    /** The line is longer than the server reads. The connection is closed. */
    LINE_TOO_LONG,
    /** The first request over TCP must be {@code auth}, with a token that the server knows. The connection is closed. */
    UNAUTHORIZED,
    /** The role of the connection does not allow the verb, or another user is at its end. */
    FORBIDDEN,
    /** No open owner has that name. */
    UNKNOWN_OWNER,
    /** Several open owners have that name. */
    AMBIGUOUS_OWNER,
    /** The owner never had a task of that id. */
    UNKNOWN_TASK,
    /** The task has ended, and nothing more is known of it. */
    TASK_ENDED,
    /** The service runs nothing of that name. */
    UNKNOWN_SERVICE,
    /** The application has registered no handler of that name. */
    UNKNOWN_HANDLER,
    /** An owner of this kind, or as it was built, cannot do that. */
    UNSUPPORTED,
    /** The owner does not accept tasks now: it is full, locked or closed. */
    REJECTED,
    /** What was asked for is not kept, because nobody has enabled it. */
    NOT_KEPT,
    /** It is not in a state for that: resumed without a pause, for example. */
    CONFLICT,
    /** The server has enough of such requests or connections; ask again later. */
    BUSY,
    /** The time of a request, or of a connection without one, is over. The connection is closed. */
    TIME_OVER,
    /** The server is being closed. The connection is closed. */
    CLOSING,
    /** The server failed; its log tells more. */
    INTERNAL;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /**
     * The word on the wire.
     *
     * @return the name in lower case with hyphens
     */
    public String wire() {
        return wire;
    }
}
