package io.github.stint.control.internal.wire;

import io.github.stint.control.view.ErrorCode;

/** Why a request is not carried out. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** Tells the code and what a person should know. */
    public Refusal(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** The code. */
    public ErrorCode code() {
        return code;
    }

    /** What a person should know. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
