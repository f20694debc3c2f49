package io.github.stint.control.internal.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/** The user this process runs as. */
public final class Me {

    private static final Path PROCESS = Path.of("/proc/self");

    private Me() {}

    /** The user, as files and sockets tell it. */
    public static UserPrincipal user() throws IOException {
        if (Files.exists(PROCESS)) {
            return Files.getOwner(PROCESS);
        }
        return PROCESS.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
    }

    /** What tells the user apart in the name of a file: the number, or the name where there is none. */
    static String tag() throws IOException {
        return Files.exists(PROCESS)
                ? String.valueOf(Files.getAttribute(PROCESS, "unix:uid", LinkOption.NOFOLLOW_LINKS))
                : System.getProperty("user.name");
    }
}
