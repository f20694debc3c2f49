package io.github.stint.faults;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** What users' code may throw: all that Java lets it, also where no checked exception is declared. */
enum Fault {
    RUNTIME(IllegalStateException::new),
    ERROR(LinkageError::new),
    CHECKED(IOException::new),
    INTERRUPTED(InterruptedException::new),
    CANCELLATION(CancellationException::new),
    NO_MEMORY(OutOfMemoryError::new);

    @SuppressWarnings("ImmutableEnumChecker") // a constructor
    private final Function<String, Throwable> constructor;

    Fault(Function<String, Throwable> constructor) {
        this.constructor = constructor;
    }

    Throwable made(String where) {
        return constructor.apply("injected in " + where);
    }
}
