package io.github.stint.control.internal.io;

import java.io.IOException;

/** Somebody who may not connect. */
public final class StrangerException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Tells why, in words for them. */
    public StrangerException(String message) {
        super(message);
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
