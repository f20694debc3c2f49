package io.github.stint.verification;

import io.github.stint.verification.schedules.Exploration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The lines of the table that tells what was proven: property, method, runs, failures. */
final class Proof {

    private static final Path FILE = Path.of("target", "proof.tsv");

    static {
        try {
            Files.deleteIfExists(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Proof() {}

    static void add(String property, Exploration explored) {
        add(property, explored.runs(), explored.failures());
    }

    static synchronized void add(String property, long runs, long failures) {
        String line = "%s\tschedules\t%d\t%d%n".formatted(property, runs, failures);
        try {
            Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
