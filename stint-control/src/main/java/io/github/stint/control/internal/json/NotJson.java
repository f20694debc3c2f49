package io.github.stint.control.internal.json;

/** A text that is not one object of JSON. */
public final class NotJson extends JsonFault {

    private static final long serialVersionUID = 1L;

    /** Tells what it is instead. */
    NotJson(String message) {
        super(message);
    }
}
