package io.github.stint.cli.arguments;

import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens what arguments are read from, and says clearly why it cannot. */
public final class ArgumentFile {

    private static final String STANDARD_INPUT = "-";

    private ArgumentFile() {}

    /** The lines of standard input, which end with that byte. */
    public static ArgumentSource standardInput(byte end) {
        return LineArguments.of(new FileInputStream(FileDescriptor.in), end, "standard input");
    }

    /** The lines of the file of this raw name, which end with that byte. */
    public static ArgumentSource open(String name, byte end) throws UsageException {
        if (name.equals(STANDARD_INPUT)) {
            return standardInput(end);
        }
        String shown = ShellQuote.quote(name);
        try {
            Path path = RawWords.path(name);
            if (Files.isDirectory(path)) {
                throw new UsageException("cannot read arguments from " + shown + ": is a directory");
            }
            return LineArguments.of(Files.newInputStream(path), end, shown);
        } catch (NoSuchFileException e) {
            throw new UsageException("cannot read arguments from " + shown + ": no such file");
        } catch (AccessDeniedException e) {
            throw new UsageException("cannot read arguments from " + shown + ": permission denied");
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(
                    "cannot read arguments from " + shown + ": " + RawWords.encoded(String.valueOf(e.getMessage())));
        }
    }
}
