package io.github.stint.control.internal.json;

/** A text that is not JSON, or not the JSON that was expected. The message says what, and of which field. */
public final class JsonFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Tells what is wrong. */
    public JsonFault(String message) {
        super(message, null, false, false);
    }
}
