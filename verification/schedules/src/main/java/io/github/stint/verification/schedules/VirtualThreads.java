package io.github.stint.verification.schedules;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;

/** Makes virtual threads that a scheduler of ours mounts, by a method of the JDK that is not public. */
final class VirtualThreads {

    private static final String HOLDER = "java.lang.ThreadBuilders";
    private static final MethodHandle NEW_VIRTUAL_THREAD = find();

    private VirtualThreads() {}

    /** A thread, not started. The virtual threads that it makes have the same scheduler. */
    static Thread unstarted(Executor scheduler, String name, Runnable body) {
        try {
            return (Thread) NEW_VIRTUAL_THREAD.invoke(scheduler, name, 0, body);
        } catch (Throwable e) {
            throw new IllegalStateException("the JDK made no virtual thread for a scheduler of ours", e);
        }
    }

    private static MethodHandle find() {
        try {
            Class<?> holder = Class.forName(HOLDER);
            return MethodHandles.privateLookupIn(holder, MethodHandles.lookup())
                    .findStatic(
                            holder,
                            "newVirtualThread",
                            MethodType.methodType(
                                    Thread.class, Executor.class, String.class, int.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "the seeded scheduler cannot run: this JDK (" + Runtime.version() + ") lets it not call " + HOLDER
                            + ".newVirtualThread(Executor, String, int, Runnable); it needs a JDK 25 and"
                            + " --add-opens=java.base/java.lang=ALL-UNNAMED",
                    e);
        }
    }
}
