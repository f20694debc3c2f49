package io.github.stint.faults;

import java.io.IOException;
import java.util.concurrent.CancellationException;

/** What users' code may throw: all that Java lets it, also where no checked exception is declared. */
enum Fault {
    RUNTIME {
        @Override
        Throwable made(String where) {
            return new IllegalStateException("injected in " + where);
        }
    },
    ERROR {
        @Override
        Throwable made(String where) {
            return new LinkageError("injected in " + where);
        }
    },
    CHECKED {
        @Override
        Throwable made(String where) {
            return new IOException("injected in " + where);
        }
    },
    INTERRUPTED {
        @Override
        Throwable made(String where) {
            return new InterruptedException("injected in " + where);
        }
    },
    CANCELLATION {
        @Override
        Throwable made(String where) {
            return new CancellationException("injected in " + where);
        }
    },
    NO_MEMORY {
        @Override
        Throwable made(String where) {
            return new OutOfMemoryError("injected in " + where);
        }
    };

    abstract Throwable made(String where);
}
