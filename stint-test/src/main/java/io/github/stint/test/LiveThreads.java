package io.github.stint.test;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All live threads of the JVM, virtual ones too, as the JDK keeps them. It shows them to those only to whom {@code java.base}
 * exports {@code jdk.internal.vm}, which is said where the JVM is started.
 */
final class LiveThreads {

    private static final @Nullable Root ROOT = root();

    private LiveThreads() {}

    /** The JDK's tree of those who have started threads. */
    private record Root(Object container, Method children, Method threads) {

        Stream<Thread> all(Object at) {
            return Stream.concat(
                    stream(threads, at).map(Thread.class::cast),
                    stream(children, at).flatMap(this::all));
        }

        private static Stream<?> stream(Method method, Object of) {
            try {
                return (Stream<?>) method.invoke(of);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the JDK shows its threads no more", e);
            }
        }
    }

    /** Whether they can be had. */
    static boolean areVisible() {
        return ROOT != null;
    }

    /** Those there are now, or were a moment ago. */
    static List<Thread> now() {
        Root root = ROOT;
        if (root == null) {
            throw new IllegalStateException("java.base does not export jdk.internal.vm to this module");
        }
        return root.all(root.container()).toList();
    }

    private static @Nullable Root root() {
        try {
            Class<?> containers = Class.forName("jdk.internal.vm.ThreadContainers");
            Class<?> container = Class.forName("jdk.internal.vm.ThreadContainer");
            Object root = containers.getMethod("root").invoke(null);
            boolean all = (boolean) containers.getMethod("trackAllThreads").invoke(null);
            return all ? new Root(root, container.getMethod("children"), container.getMethod("threads")) : null;
        } catch (ReflectiveOperationException _) {
            return null; // not exported, or another JDK
        }
    }
}
