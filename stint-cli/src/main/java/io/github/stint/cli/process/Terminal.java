package io.github.stint.cli.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The terminal behind a file descriptor. */
public final class Terminal {

    private static final long TIOCGWINSZ = Posix.MAC ? 0x40087468L : 0x5413L;
    private static final int COLUMNS_IF_UNKNOWN = 80;
    private static final int ROWS_IF_UNKNOWN = 24;

    private static final MethodHandle ISATTY = Posix.function("isatty", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final int fd;

    /** The terminal behind that descriptor, if there is one. */
    public Terminal(int fd) {
        this.fd = fd;
    }

    /**
     * How many characters fit on it.
     *
     * @param columns in a row
     * @param rows of them
     */
    public record Size(int columns, int rows) {}

    /** What only a display needs. */
    private static final class Calls {

        static final MethodHandle IOCTL = Posix.function(
                "ioctl",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                Linker.Option.firstVariadicArg(2));
        static final MethodHandle TCGETPGRP = Posix.function("tcgetpgrp", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        static final MethodHandle GETPGRP = Posix.function("getpgrp", FunctionDescriptor.of(JAVA_INT));

        private Calls() {}
    }

    /** Whether there is one. */
    public boolean exists() {
        try {
            return (int) ISATTY.invokeExact(fd) == 1;
        } catch (Throwable thrown) {
            throw Posix.mistaken(thrown);
        }
    }

    /** Its size now; 80 columns and 24 rows if it does not say. */
    public Size size() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(JAVA_SHORT, 4);
            boolean told = (int) Calls.IOCTL.invokeExact(fd, TIOCGWINSZ, size) == 0;
            int rows = told ? Short.toUnsignedInt(size.getAtIndex(JAVA_SHORT, 0)) : 0;
            int columns = told ? Short.toUnsignedInt(size.getAtIndex(JAVA_SHORT, 1)) : 0;
            return new Size(columns > 0 ? columns : COLUMNS_IF_UNKNOWN, rows > 0 ? rows : ROWS_IF_UNKNOWN);
        } catch (Throwable thrown) {
            throw Posix.mistaken(thrown);
        }
    }

    /** Whether it is another group of processes that has it now, since a shell has put ours into the background. */
    public boolean isOthers() {
        try {
            int group = (int) Calls.TCGETPGRP.invokeExact(fd);
            return group > 0 && group != (int) Calls.GETPGRP.invokeExact();
        } catch (Throwable thrown) {
            throw Posix.mistaken(thrown);
        }
    }
}
