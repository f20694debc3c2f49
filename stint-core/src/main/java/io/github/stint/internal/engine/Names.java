package io.github.stint.internal.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The names of owners, groups and tasks, and how a full name is put together. */
public final class Names {

    private static final int LONGEST = 200;

    private Names() {}

    /** That name, if it can be one. */
    public static String check(String what, String name) {
        Objects.requireNonNull(name, what);
        if (name.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank: '" + name + "'");
        }
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException(
                    what + " must have at most " + LONGEST + " characters, has " + name.length());
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                throw new IllegalArgumentException(what + " must have no control characters, has one at " + i);
            }
        }
        return name;
    }

    static String full(String owner, @Nullable String group, @Nullable String name, long id) {
        if (group == null && name == null) {
            return owner + '#' + id;
        }
        StringBuilder full = new StringBuilder(owner.length() + 24).append(owner);
        if (group != null) {
            full.append('/').append(group);
        }
        if (name != null) {
            full.append('/').append(name);
        }
        return full.append('#').append(id).toString();
    }
}
