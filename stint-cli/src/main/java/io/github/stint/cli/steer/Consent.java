package io.github.stint.cli.steer;

import java.io.IOException;

/** Whether somebody agrees to what is about to be done. */
@FunctionalInterface
public interface Consent {

    /** What is done where nobody can be asked, or need be. */
    Consent GIVEN = _ -> true;

    /** Asks. */
    boolean to(String question) throws IOException;
}
