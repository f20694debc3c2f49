package io.github.stint.internal.engine;

import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What whoever closes has to say to the log. A log may keep who writes to it: if a virtual thread is next for a lock of its
 * own, and gets no carrier, nobody behind it ever gets that lock. So a thread of its own writes, which is waited for a second
 * at most. It is of the kind of the closing one: a platform thread writes though all carriers are held. For one thread.
 */
final class LastWords {

    private static final Duration AT_MOST = Duration.ofSeconds(1);

    private final String owner;
    private @Nullable Signal writing;

    /** Of whoever closes that owner. */
    LastWords(String owner) {
        this.owner = owner;
    }

    /** Whether the log still keeps what was said before. */
    boolean areBeingWritten() {
        return writing != null && !writing.hasFired();
    }

    /** Says that; if there can be no thread, it is written here. An interrupt is kept. */
    void say(Runnable telling) {
        Signal written = new Signal();
        writing = written;
        Launcher.logOnThisKind(owner, () -> {
            try {
                telling.run();
            } finally {
                written.fire();
            }
        });
        await(written);
    }

    /** Waits for somebody who writes, so long at most. */
    static void await(Signal written) {
        boolean ignored = written.awaitUninterruptibly(Ticker.system(), Deadline.after(Ticker.system(), AT_MOST));
    }
}
