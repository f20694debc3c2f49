package io.github.stint.control.internal.socket;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The folder of a user's local sockets: {@code stint} in {@code $XDG_RUNTIME_DIR}, or else {@code stint-UID} in the folder for
 * temporary files. Only its user may look into it.
 */
public final class RuntimeFolder {

    private static final String ENDING = ".sock";

    private final Path path;

    private RuntimeFolder(Path path) {
        this.path = path;
    }

    /** The one of this user. Nothing is made. */
    public static RuntimeFolder ofThisUser() throws IOException {
        return of(System.getenv(), Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** The one that these say. */
    static RuntimeFolder of(Map<String, String> environment, Path temporary) throws IOException {
        String runtime = environment.get("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isBlank()) {
            Path parent = Path.of(runtime);
            if (parent.isAbsolute()
                    && Files.isDirectory(parent)
                    && Files.getOwner(parent).equals(Me.user())) {
                return new RuntimeFolder(parent.resolve("stint"));
            }
        }
        return new RuntimeFolder(temporary.resolve("stint-" + Me.tag()));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The path of the socket of an application in this process. */
    public Path socketOf(String application) {
        String plain = application.replaceAll("[^A-Za-z0-9._-]", "_");
        String name = plain.length() <= 30 ? plain : plain.substring(0, 30);
        return path.resolve(name + "-" + ProcessHandle.current().pid() + ENDING);
    }

    /** The sockets in it at which somebody listens, by name. Those whose server is gone are removed. */
    public List<Path> live() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        SafeFolder.require(path);
        List<Path> live = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + ENDING)) {
            for (Path file : files) {
                if (SocketFile.isSocket(file) && !SocketFile.cleanUp(file)) {
                    live.add(file);
                }
            }
        }
        live.sort(null);
        return live;
    }
}
