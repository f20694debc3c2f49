package io.github.stint.cli.control;

import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A file that says how many jobs may run at once, and may say something else later; 0 lets none start.
 *
 * <p>Whoever writes a file may be half-way through it when it is read. So what is no number counts only if it is still there
 * the next time. For one thread at a time.
 */
public final class JobCountFile {

    /** More than any number needs. */
    private static final int LONGEST = 100;

    private final String raw;
    private final int cores;
    private String lastText = "";
    private @Nullable String suspected;

    /** What a look at the file found. */
    public sealed interface Look {

        /** It says this now. */
        record Changed(int count) implements Look {}

        /** It says the same as before, or nothing that could be told yet. */
        record Same() implements Look {}

        /** It says no number any more; the message is raw, and is told once. */
        record Bad(String message) implements Look {}
    }

    /**
     * That of that name.
     *
     * @param raw the name
     * @param cores how many cores there are
     */
    public JobCountFile(String raw, int cores) {
        this.raw = raw;
        this.cores = cores;
    }

    /**
     * The number it says at first.
     *
     * @throws UsageException if it says none
     */
    public int first() throws UsageException {
        String text = text();
        lastText = text == null ? "" : text;
        OptionalInt count = JobCount.of(lastText, cores, 0);
        if (count.isEmpty()) {
            throw new UsageException("-j: " + problem(text));
        }
        return count.getAsInt();
    }

    /** Whether there is a file. */
    public boolean exists() {
        Path path = path();
        return !raw.isEmpty() && path != null && Files.exists(path);
    }

    /** Looks whether it says something else than it did the last time. */
    public Look look() {
        String text = text();
        String now = text == null ? "" : text;
        if (now.equals(lastText)) {
            suspected = null;
            return new Look.Same();
        }
        OptionalInt count = JobCount.of(now, cores, 0);
        if (count.isEmpty() && !now.equals(suspected)) {
            suspected = now;
            return new Look.Same();
        }
        lastText = now;
        suspected = null;
        return count.isPresent() ? new Look.Changed(count.getAsInt()) : new Look.Bad(problem(text));
    }

    /** Why what was read is no number. */
    private String problem(@Nullable String text) {
        return text == null
                ? "cannot read " + ShellQuote.quote(raw)
                : "no number of jobs in " + ShellQuote.quote(raw) + ": " + ShellQuote.quote(text);
    }

    private @Nullable String text() {
        Path path = path();
        if (path == null || !Files.isRegularFile(path)) {
            return null;
        }
        try (InputStream file = Files.newInputStream(path)) {
            return new String(file.readNBytes(LONGEST), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return null;
        }
    }

    private @Nullable Path path() {
        try {
            return RawWords.path(raw);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
