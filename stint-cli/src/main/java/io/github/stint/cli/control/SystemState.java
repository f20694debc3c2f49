package io.github.stint.cli.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux tells about itself. */
public final class SystemState {

    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Pattern RUNNING = Pattern.compile("([0-9]+)/[0-9]+");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+([0-9]+) kB");

    private SystemState() {}

    /** Whether it does so here. */
    public static boolean isTold() {
        return Files.isReadable(LOAD) && Files.isReadable(MEMORY);
    }

    /** How many threads run or wait only for a core, without the one that asks. */
    public static int load() {
        return (int) Math.max(0, number(LOAD, RUNNING) - 1);
    }

    /** How many bytes there are for new programs before something must be swapped out. */
    public static long availableMemory() {
        return number(MEMORY, AVAILABLE) << 10;
    }

    private static long number(Path file, Pattern pattern) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (matcher.find()) {
                return Long.parseLong(matcher.group(1));
            }
            throw new IllegalStateException(file + " has no number where it should");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
