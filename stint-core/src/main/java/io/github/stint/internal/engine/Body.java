package io.github.stint.internal.engine;

import io.github.stint.Action;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The two forms of a body as one. */
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

    /** That body, which must be there. */
    public static <T extends @Nullable Object> Callable<? extends T> of(Callable<? extends T> body) {
        return Objects.requireNonNull(body, "body");
    }
}
