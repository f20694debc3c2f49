package io.github.stint.soak.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The open file descriptors of the process, by what they are of. Only where the system tells. */
public final class Descriptors {

    private static final Path FOLDER = Path.of("/proc/self/fd");

    private final Map<String, String> before;

    private Descriptors(Map<String, String> before) {
        this.before = before;
    }

    /** Those there are now. */
    public static Descriptors now() {
        return new Descriptors(open());
    }

    /** Whether there are no more than before. */
    public Check check() {
        if (!Files.isDirectory(FOLDER)) {
            return Check.of("descriptors", "not told by this system", "as at the start", true);
        }
        Map<String, String> now = open();
        List<String> more = new ArrayList<>();
        now.forEach((number, of) -> {
            if (!of.equals(before.get(number))) {
                more.add(number + " of " + of);
            }
        });
        return new Check(
                "descriptors",
                now.size() + ", " + more.size() + " others",
                "as " + before.size() + " at the start",
                now.size() <= before.size() && more.isEmpty(),
                more);
    }

    /** Without the one that reading the folder itself needs. */
    private static Map<String, String> open() {
        Map<String, String> found = new TreeMap<>();
        if (!Files.isDirectory(FOLDER)) {
            return found;
        }
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(FOLDER)) {
            for (Path number : numbers) {
                String of = target(number);
                if (!of.endsWith("/fd")) {
                    found.put(String.valueOf(number.getFileName()), of);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the open descriptors", e);
        }
        return found;
    }

    private static String target(Path number) throws IOException {
        try {
            return Files.readSymbolicLink(number).toString();
        } catch (NoSuchFileException closedMeanwhile) {
            return "/fd";
        }
    }
}
