package io.github.stint.control.view;

import java.util.Locale;

/** What a connection may do. Each role may do what those before it may. */
public enum Role {
    /** Look. */
    VIEW,
    /** Steer what is there: cancel, resize, lock, pause and the like. */
    OPERATE,
    /** Bring work in, and have an owner closed for good. */
    ADMIN;

    /**
     * Whether this one may do what that one may.
     *
     * @param other the other role
     * @return true if it is this one or one before it
     */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /**
     * The word on the wire.
     *
     * @return the name in lower case
     */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
