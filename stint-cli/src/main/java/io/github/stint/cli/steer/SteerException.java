package io.github.stint.cli.steer;

import io.github.stint.cli.words.RawWords;
import java.io.Serial;

/** What was wanted of an application cannot be had. */
public final class SteerException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    /** Says why, and with which exit status. */
    SteerException(int status, String why) {
        super(why);
        this.status = status;
    }

    /** The exit status. */
    public int status() {
        return status;
    }

    /** Why, raw. */
    public String shown() {
        return RawWords.encoded(String.valueOf(getMessage()));
    }
}
