package io.github.stint.cli.process;

import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.ShellQuote;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the program that a command's first word names, as a shell would: along {@code PATH}, or the path itself if it
 * has a slash.
 */
public final class Executable {

    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final String searchPath;

    public Executable(Map<String, String> environment) {
        searchPath = environment.getOrDefault("PATH", USUAL_PATH);
    }

    /** Whether the folder of that raw name is there. */
    public static boolean isFolder(String raw) {
        return !raw.isEmpty() && isDirectory(raw);
    }

    /** Whether the program that this names depends on the folder it is started in. */
    public static boolean dependsOnFolder(String name) {
        return name.contains("/") && !name.startsWith("/");
    }

    /** The raw path of the program, from that folder on if it is not absolute. */
    public String find(String name, @Nullable String folder) throws CommandException {
        if (folder == null || !dependsOnFolder(name)) {
            return find(name);
        }
        String ignored = checked(folder + "/" + name);
        return name;
    }

    /** The raw path of the program. */
    public String find(String name) throws CommandException {
        if (name.contains("/")) {
            return checked(name);
        }
        boolean seen = false;
        for (String directory : searchPath.split(":", -1)) {
            String candidate = RawWords.encoded(directory.isEmpty() ? "." : directory) + "/" + name;
            if (runnable(candidate)) {
                return candidate;
            }
            seen |= !name.isEmpty() && isFile(candidate);
        }
        throw seen ? CommandException.notExecutable("permission denied: " + ShellQuote.quote(name)) : notFound(name);
    }

    public boolean exists(String name) {
        try {
            return !find(name).isEmpty();
        } catch (CommandException notThere) {
            return false;
        }
    }

    private static String checked(String path) throws CommandException {
        if (runnable(path)) {
            return path;
        }
        String shown = ShellQuote.quote(path);
        if (isFile(path)) {
            throw CommandException.notExecutable("permission denied: " + shown);
        }
        if (isDirectory(path)) {
            throw CommandException.notExecutable("is a directory: " + shown);
        }
        throw notFound(path);
    }

    private static CommandException notFound(String name) {
        boolean isLine = name.indexOf(' ') > 0;
        return CommandException.notFound("command not found: " + ShellQuote.quote(name)
                + (isLine ? "; is it a line for a shell? --shell runs it as one" : ""));
    }

    private static boolean runnable(String raw) {
        return isFile(raw) && Files.isExecutable(path(raw));
    }

    private static boolean isFile(String raw) {
        return Files.isRegularFile(path(raw));
    }

    private static boolean isDirectory(String raw) {
        return Files.isDirectory(path(raw));
    }

    private static Path path(String raw) {
        try {
            return RawWords.path(raw);
        } catch (InvalidPathException unspeakable) {
            return Path.of("");
        }
    }
}
