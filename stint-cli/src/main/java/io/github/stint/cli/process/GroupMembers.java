package io.github.stint.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a process group has a member that runs.
 *
 * <p>The system counts a dead process as a member until its parent has taken its status. For an orphan that is the first
 * process of the system, and in a container that one may take its time or never do it.
 */
final class GroupMembers {

    private static final Path PROCESSES = Path.of("/proc");
    private static final int STATE = 0;
    private static final int GROUP = 2;

    private GroupMembers() {}

    /** True also where the system does not tell. */
    static boolean run(int group) {
        if (!Files.isReadable(PROCESSES.resolve("self/stat"))) {
            return true;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
            for (Path process : processes) {
                if (runsIn(group, process.resolve("stat"))) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            return true;
        }
    }

    private static boolean runsIn(int group, Path stat) {
        try {
            return runsIn(group, Files.readString(stat, StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return false;
        }
    }

    /** Reads {@code 123 (any name) S 1 123 …}: state, parent, group. */
    static boolean runsIn(int group, String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", GROUP + 2);
        boolean dead = fields[STATE].equals("Z") || fields[STATE].equals("X");
        return !dead && fields.length > GROUP && fields[GROUP].equals(Integer.toString(group));
    }
}
