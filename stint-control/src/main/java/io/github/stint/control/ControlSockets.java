package io.github.stint.control;

import io.github.stint.control.internal.socket.RuntimeFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The sockets of this user's applications on this machine: the folder {@code stint} in {@code $XDG_RUNTIME_DIR}, or, if that is
 * not set or not the user's, {@code stint-UID} in the folder for temporary files. It has mode 700.
 */
public final class ControlSockets {

    private ControlSockets() {}

    /**
     * Where applications of this user are found now. Sockets whose server is gone are removed.
     *
     * @return the paths of the sockets at which somebody listens, in order of their names
     * @throws IOException if the folder belongs to another user, or others may write to it
     */
    public static List<Path> live() throws IOException {
        return RuntimeFolder.ofThisUser().live();
    }

    /**
     * The folder.
     *
     * @return its path; it need not exist
     * @throws IOException if it cannot be told who this user is
     */
    public static Path folder() throws IOException {
        return RuntimeFolder.ofThisUser().path();
    }
}
