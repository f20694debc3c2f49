package io.github.stint.control.internal.json;

/** A text that is not the JSON that was expected. The message says what is wrong, and with which field. */
public sealed class JsonFault extends RuntimeException permits NotJson {

    private static final long serialVersionUID = 1L;

    /** Tells what is wrong. */
    public JsonFault(String message) {
        super(message, null, false, false);
    }
}
