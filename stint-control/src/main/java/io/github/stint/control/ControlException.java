package io.github.stint.control;

import io.github.stint.control.view.ErrorCode;
import java.io.IOException;

/** A server refused a request, for a reason that has a code. The connection can be used further. */
public final class ControlException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What kind of error it is. */
    private final ErrorCode code;

    ControlException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /**
     * Why.
     *
     * @return the code
     */
    public ErrorCode code() {
        return code;
    }
}
