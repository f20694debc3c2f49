package io.github.stint.internal.feed;

import io.github.stint.CancelReason.Source;
import io.github.stint.OwnerState;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Launcher;
import io.github.stint.internal.watch.Log;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.Cleaner;
import java.lang.ref.Cleaner.Cleanable;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Closes one stream that was dropped before its end, and tells where it was opened.
 *
 * <p>Nothing that runs holds the object that users hold: not the workers, not the feed, not its {@link Reading}, not this.
 * So the garbage collector finds it dropped though its tasks run. What waits for the stream holds that object by a fence.
 *
 * <p>One cleaner serves the JVM. Its thread only cancels; a thread of the stream's own tells the log and waits.
 */
final class Forgotten implements Runnable {

    private static final AtomicReference<@Nullable Cleaner> CLEANER = new AtomicReference<>();
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String LIBRARY = "io.github.stint";

    private final Reading<?, ?> reading;
    private final @Nullable StackFrame opened = opener();

    private Forgotten(Reading<?, ?> reading) {
        this.reading = reading;
    }

    /** Waits for that stream to be dropped; cleaning it when it is closed ends that. */
    static Cleanable watch(Object stream, Reading<?, ?> reading) {
        return cleaner().register(stream, new Forgotten(reading));
    }

    /** The one cleaner. If two threads make the first one, that of the second is dropped, and its thread ends. */
    private static Cleaner cleaner() {
        Cleaner known = CLEANER.get();
        if (known != null) {
            return known;
        }
        Cleaner made = Cleaner.create(Forgotten::thread);
        Cleaner first = CLEANER.compareAndExchange(null, made);
        return first == null ? made : first;
    }

    /** A platform thread, like the timer's: virtual ones can be starved of carriers. */
    private static Thread thread(Runnable cleaning) {
        Thread thread = Thread.ofPlatform()
                .name("stint-cleaner")
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(cleaning);
        thread.setContextClassLoader(null);
        return thread;
    }

    private static @Nullable StackFrame opener() {
        Optional<StackFrame> first = STACK.walk(frames ->
                frames.filter(frame -> !isOfLibrary(frame.getClassName())).findFirst());
        return first.orElse(null);
    }

    private static boolean isOfLibrary(String className) {
        String inPackage = className.substring(0, Math.max(0, className.lastIndexOf('.')));
        return inPackage.equals(LIBRARY) || inPackage.startsWith(LIBRARY + ".internal.");
    }

    /** Called once: by the cleaner if the stream was dropped, or by whoever has closed it, when there is nothing to do. */
    @Override
    public void run() {
        if (reading.state() != OwnerState.OPEN) {
            return;
        }
        boolean endedByOthers = reading.feeder().stopped() != null;
        reading.stop(Cancellation.because(Source.OWNER_CLOSED, "'" + reading.name() + "' was dropped"));
        Runnable rest = () -> {
            if (!endedByOthers) {
                tell();
            }
            reading.close();
        };
        try {
            Launcher.start(reading.name() + "/dropped", null, thread -> rest.run());
        } catch (Throwable e) {
            tell(); // and nobody waits for what was cancelled
        }
    }

    private void tell() {
        Log.warning(
                "ResultStream",
                "'" + reading.name()
                        + "' was dropped before it was closed or read to its end, and is closed now; opened" + " at "
                        + (opened == null ? "an unknown place" : opened),
                null);
    }
}
