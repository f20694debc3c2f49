package io.github.stint.soak.check;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What ended a thread of the JVM, or was given to the handler of uncaught exceptions. */
public final class Uncaught implements AutoCloseable {

    private static final int MOST = 100;

    private final @Nullable UncaughtExceptionHandler former = Thread.getDefaultUncaughtExceptionHandler();
    private final ConcurrentLinkedQueue<String> first = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();

    private Uncaught() {}

    /** Listens from now on. */
    public static Uncaught listen() {
        Uncaught uncaught = new Uncaught();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            if (uncaught.count.incrementAndGet() <= MOST) {
                uncaught.first.add("'" + thread.getName() + "': " + error);
            }
        });
        return uncaught;
    }

    /** Whether there was none. */
    public Check check() {
        return new Check("uncaught", count.get() + " exceptions", "0", count.get() == 0, new ArrayList<>(first));
    }

    @Override
    public void close() {
        Thread.setDefaultUncaughtExceptionHandler(former);
    }
}
