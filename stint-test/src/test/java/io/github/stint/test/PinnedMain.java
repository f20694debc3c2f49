package io.github.stint.test;

import io.github.stint.TaskPool;
import io.github.stint.Tasks;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs tests in which the library waits where a virtual thread is pinned, and prints how they came out. */
final class PinnedMain {

    private PinnedMain() {}

    public static void main(String[] arguments) throws Exception {
        Class<?> tests = Class.forName(PinnedMain.class.getName() + "$" + arguments[0]);
        InnerRun.of(tests)
                .forEach((name, result) -> System.out.println(name + " " + result.getStatus() + " "
                        + result.getThrowable().map(Throwable::toString).orElse("")));
    }

    /** C's sort calls back for each comparison, and the library waits in there: its frames are the first on the stack. */
    @ExtendWith(NoPins.class)
    static class InNativeCode {
        @Test
        void waits() throws Throwable {
            try (TaskPool pool = TaskPool.open("native", 1)) {
                pool.submit(InNativeCode::sort).await();
            }
        }

        @SuppressWarnings("restricted") // native code is what pins
        private static int sort() throws Exception {
            Linker linker = Linker.nativeLinker();
            MethodHandle sort = linker.downcallHandle(
                    linker.defaultLookup().find("qsort").orElseThrow(),
                    FunctionDescriptor.ofVoid(
                            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
            MethodHandle compare = MethodHandles.lookup()
                    .findStatic(
                            InNativeCode.class,
                            "compare",
                            MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class));
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment callback = linker.upcallStub(
                        compare,
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
                        arena);
                sort.invokeExact(arena.allocateFrom(ValueLayout.JAVA_INT, 2, 1), 2L, 4L, callback);
                return 1;
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        static int compare(MemorySegment one, MemorySegment other) {
            try {
                Tasks.sleep(Duration.ofMillis(20));
                return 0;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A static initialiser of somebody else waits by means of the library. */
    @ExtendWith(NoPins.class)
    static class InAnInitialiser {
        @Test
        void waits() throws Exception {
            try (TaskPool pool = TaskPool.open("initialiser", 1)) {
                pool.submit(() -> Slow.VALUE).await();
            }
        }

        static final class Slow {
            static final Integer VALUE = slow();

            private Slow() {}

            private static Integer slow() {
                try {
                    Tasks.sleep(Duration.ofMillis(20));
                    return 1;
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
