package io.github.stint.cli.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;

/**
 * A function of the C library that takes at most six integers or addresses, and gives back one or nothing.
 *
 * <p>All of them are called in one shape: six words of 64 bits, and one back. The JDK makes code for each shape when it is
 * first linked, which takes ten milliseconds, and this tool needs a dozen functions before its first command runs. Where an
 * argument is narrower, functions look at the lower part only, and words they do not know they do not look at. That holds
 * for the calling conventions of Linux and macOS, except for functions with a variable number of arguments on the latter.
 */
final class CFunction {

    private static final int MOST = 6;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle CALL = shape();

    /** Where the error number goes of calls of which nobody asks for it. */
    private static final MemorySegment UNASKED = errnoRoom(Arena.global());

    private final MemorySegment address;
    private final MethodHandle shape;

    private CFunction(MemorySegment address, MethodHandle shape) {
        this.address = address;
        this.shape = shape;
    }

    static CFunction of(String name) {
        return new CFunction(symbol(name), CALL);
    }

    /** One with a variable number of arguments, of which so many are always there. */
    static CFunction variadic(String name, int fixed) {
        return new CFunction(symbol(name), Posix.MAC ? shape(Linker.Option.firstVariadicArg(fixed)) : CALL);
    }

    static Optional<CFunction> ifThere(String name) {
        return LINKER.defaultLookup().find(name).map(address -> new CFunction(address, CALL));
    }

    /** Where a function or a variable of the C library is. */
    static MemorySegment symbol(String name) {
        return LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new IllegalStateException("this system has no '" + name + "'"));
    }

    /** Room for the error number of one call. */
    static MemorySegment errnoRoom(Arena arena) {
        return arena.allocate(STATE);
    }

    static int errno(MemorySegment room) {
        return room.get(JAVA_INT, ERRNO);
    }

    long call(long... words) {
        return call(UNASKED, words);
    }

    /** Calls it and keeps the error number, which says something only if the result does. */
    long call(MemorySegment errno, long... words) {
        try {
            return (long) shape.invokeExact(
                    address, errno, at(words, 0), at(words, 1), at(words, 2), at(words, 3), at(words, 4), at(words, 5));
        } catch (Throwable thrown) {
            throw new IllegalStateException("a native call went wrong: " + thrown, thrown);
        }
    }

    private static long at(long[] words, int i) {
        return i < words.length ? words[i] : 0;
    }

    @SuppressWarnings("restricted") // what this class is for; the launcher allows it
    private static MethodHandle shape(Linker.Option... more) {
        MemoryLayout[] words = new MemoryLayout[MOST];
        Arrays.fill(words, JAVA_LONG);
        Linker.Option[] options = Arrays.copyOf(more, more.length + 1);
        options[more.length] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(FunctionDescriptor.of(JAVA_LONG, words), options);
    }
}
