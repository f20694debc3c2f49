package io.github.stint.cli.process;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The terminal behind a file descriptor. */
public final class Terminal {

    private static final long TIOCGWINSZ = Posix.MAC ? 0x40087468L : 0x5413L;
    private static final int COLUMNS_IF_UNKNOWN = 80;
    private static final int ROWS_IF_UNKNOWN = 24;

    private static final CFunction ISATTY = CFunction.of("isatty");
    private static final CFunction IOCTL = CFunction.variadic("ioctl", 2);
    private static final CFunction TCGETPGRP = CFunction.of("tcgetpgrp");
    private static final CFunction GETPGRP = CFunction.of("getpgrp");

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

    /** Whether there is one. */
    public boolean exists() {
        return (int) ISATTY.call(fd) == 1;
    }

    /** Its size now; 80 columns and 24 rows if it does not say. */
    public Size size() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(JAVA_SHORT, 4);
            boolean told = (int) IOCTL.call(fd, TIOCGWINSZ, size.address()) == 0;
            int rows = told ? Short.toUnsignedInt(size.getAtIndex(JAVA_SHORT, 0)) : 0;
            int columns = told ? Short.toUnsignedInt(size.getAtIndex(JAVA_SHORT, 1)) : 0;
            return new Size(columns > 0 ? columns : COLUMNS_IF_UNKNOWN, rows > 0 ? rows : ROWS_IF_UNKNOWN);
        }
    }

    /** Whether it is another group of processes that has it now, since a shell has put ours into the background. */
    public boolean isOthers() {
        int group = (int) TCGETPGRP.call(fd);
        return group > 0 && group != (int) GETPGRP.call();
    }
}
