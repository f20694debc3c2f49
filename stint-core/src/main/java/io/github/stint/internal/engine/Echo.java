package io.github.stint.internal.engine;

import io.github.stint.TaskRejectedException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Tells the echo of an interrupt from a real error. */
final class Echo {

    private static final int DEPTH = 16;

    private Echo() {}

    /** Whether an error, or one of its first causes, is what a body throws because it was asked to stop. */
    static boolean isIn(Throwable error) {
        @Nullable Throwable t = error;
        for (int depth = 0; t != null && depth < DEPTH; depth++) {
            if (isEcho(t)) {
                return true;
            }
            t = causeOf(t);
        }
        return false;
    }

    /** Whether a body met with its own owner accepting no more tasks, which is how it may hear that the owner stops. */
    static boolean isRefusalBy(String owner, Throwable error) {
        return error instanceof TaskRejectedException rejected
                && rejected.why() == TaskRejectedException.Why.CLOSED
                && rejected.owner().equals(owner);
    }

    /** An error's own methods may throw: then it tells of no cause. */
    private static @Nullable Throwable causeOf(Throwable error) {
        try {
            return error.getCause();
        } catch (Throwable e) {
            return null;
        }
    }

    /** What an error says. */
    static String messageOf(Throwable error) {
        try {
            String message = error.getMessage();
            return message == null ? error.getClass().getSimpleName() : message;
        } catch (Throwable e) {
            return error.getClass().getName();
        }
    }

    private static boolean isEcho(Throwable t) {
        return t instanceof InterruptedException
                || t instanceof CancellationException
                || t instanceof ClosedByInterruptException
                || (t instanceof InterruptedIOException && !(t instanceof SocketTimeoutException))
                || isSocketClosedByInterrupt(t);
    }

    /** Sockets that are no channels have no exception of their own for it: only its words tell it from a broken line. */
    private static boolean isSocketClosedByInterrupt(Throwable t) {
        return t.getClass() == SocketException.class && "Closed by interrupt".equals(t.getMessage());
    }
}
