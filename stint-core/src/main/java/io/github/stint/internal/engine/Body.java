package io.github.stint.internal.engine;

import io.github.stint.Action;
import java.util.Objects;
import java.util.concurrent.Callable;

/** A body without a value as one that has one. */
public final class Body {

    private Body() {}

    /** An action as a callable without a value. */
    @SuppressWarnings("NullAway") // Void has no other value than null
    public static Callable<Void> of(Action action) {
        Objects.requireNonNull(action, "body");
        return () -> {
            action.run();
            return null;
        };
    }
}
