package io.github.stint.internal.watch;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Event;

/**
 * Initialises the classes of our events. Each registers itself with the recorder then, for which that takes locks; a virtual
 * thread that waits for them in a static initialiser keeps its carrier, and the first task of a recording would. So it is done
 * on a platform thread, once, and whoever comes first waits for it as anybody waits.
 */
final class EventClasses {

    private static final List<Class<? extends Event>> ALL =
            List.of(TaskEvent.class, OwnerStatsEvent.class, RejectedEvent.class, ClosedEvent.class);

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final CountDownLatch OVER = new CountDownLatch(1);
    private static volatile boolean over;

    private EventClasses() {}

    /** Returns when they are initialised; keeps an interrupt for later. */
    static void initialise() {
        if (over) {
            return;
        }
        if (BEGUN.compareAndSet(false, true)) {
            initialiseOnPlatformThread();
        }
        boolean interrupted = false;
        while (!over) {
            try {
                OVER.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void initialiseOnPlatformThread() {
        if (!Thread.currentThread().isVirtual()) {
            initialiseHere();
            return;
        }
        try {
            Thread thread = Thread.ofPlatform()
                    .name("stint-events")
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .unstarted(EventClasses::initialiseHere);
            thread.setContextClassLoader(null);
            thread.start();
        } catch (Throwable e) {
            initialiseHere(); // better a carrier held than no recording
        }
    }

    private static void initialiseHere() {
        try {
            for (Class<? extends Event> event : ALL) {
                Class<?> ignored = MethodHandles.lookup().ensureInitialized(event);
            }
        } catch (Throwable e) {
            Log.error("Recording", "the events cannot be registered", e);
        } finally {
            over = true;
            OVER.countDown();
        }
    }
}
