package io.github.stint.cli.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.github.stint.cli.words.RawWords;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts a process by {@code posix_spawn}: in a session of its own, with its standard streams as they were given, no
 * signal blocked, and nothing else of ours open.
 *
 * <p>A session is a process group too, so one signal reaches a command and all its children, and the terminal's Ctrl-C
 * reaches none of them. It also has no terminal, so a command that would ask for a password fails at once instead of
 * being stopped. {@link ProcessBuilder} can do none of this, and starts a helper program for every process.
 */
final class PosixSpawn {

    private static final int SETSIGMASK = 0x08;
    private static final int SETSID = Posix.MAC ? 0x400 : 0x80;
    private static final int CLOEXEC_DEFAULT = Posix.MAC ? 0x4000 : 0;

    /** More than any system's {@code posix_spawnattr_t} or {@code posix_spawn_file_actions_t}. */
    private static final long OPAQUE_SIZE = 1024;

    private static final CFunction SPAWN = CFunction.of("posix_spawn");
    private static final CFunction ACTIONS_INIT = CFunction.of("posix_spawn_file_actions_init");
    private static final CFunction ACTIONS_DESTROY = CFunction.of("posix_spawn_file_actions_destroy");
    private static final CFunction ADD_OPEN = CFunction.of("posix_spawn_file_actions_addopen");
    private static final CFunction ADD_DUP2 = CFunction.of("posix_spawn_file_actions_adddup2");
    private static final CFunction ADD_CHANGE_FOLDER = CFunction.of("posix_spawn_file_actions_addchdir_np");
    private static final Optional<CFunction> ADD_CLOSE_FROM =
            CFunction.ifThere("posix_spawn_file_actions_addclosefrom_np");

    private static final MemorySegment ATTRIBUTES = attributes();
    private static final MemorySegment DEV_NULL = Arena.global().allocateFrom("/dev/null");

    private PosixSpawn() {}

    /** What there is after a spawn: a process or an error number. */
    record Spawned(int pid, int errno) {}

    /**
     * Starts the program, a raw path, with raw words; a path that is not absolute begins in the folder of the setting.
     *
     * @param streams descriptors for standard input, output and error; where one is negative, input is empty, and an output is
     *     ours
     */
    static Spawned spawn(String program, List<String> words, Setting setting, int[] streams, Arena arena) {
        long actions = arena.allocate(OPAQUE_SIZE, 16).address();
        succeeded(ACTIONS_INIT.call(actions));
        try {
            for (int fd = 0; fd < streams.length; fd++) {
                if (fd == 0 && streams[fd] < 0) {
                    succeeded(ADD_OPEN.call(actions, fd, DEV_NULL.address(), 0, 0));
                } else {
                    succeeded(ADD_DUP2.call(actions, streams[fd] < 0 ? fd : streams[fd], fd));
                }
            }
            String folder = setting.folder();
            if (folder != null) {
                succeeded(ADD_CHANGE_FOLDER.call(actions, string(folder, arena).address()));
            }
            ADD_CLOSE_FROM.ifPresent(function -> succeeded(function.call(actions, 3)));
            long environment =
                    setting.environment().with(setting.variables(), arena).address();
            Spawned spawned = spawn(program, words, environment, actions, arena);
            if (spawned.errno() != SystemError.ENOEXEC) {
                return spawned;
            }
            // a script without a first line that names its interpreter: as execvp and every shell do
            List<String> script = new ArrayList<>(List.of("sh", program));
            script.addAll(words.subList(1, words.size()));
            return spawn("/bin/sh", script, environment, actions, arena);
        } finally {
            succeeded(ACTIONS_DESTROY.call(actions));
        }
    }

    private static Spawned spawn(String program, List<String> words, long environment, long actions, Arena arena) {
        MemorySegment pid = arena.allocate(JAVA_INT);
        int errno = (int) SPAWN.call(
                pid.address(),
                string(program, arena).address(),
                actions,
                ATTRIBUTES.address(),
                vector(words, arena).address(),
                environment);
        return new Spawned(pid.get(JAVA_INT, 0), errno);
    }

    private static void succeeded(long result) {
        if ((int) result != 0) {
            throw new IllegalStateException("cannot prepare a process: " + SystemError.text((int) result));
        }
    }

    private static MemorySegment attributes() {
        MemorySegment attributes = Arena.global().allocate(OPAQUE_SIZE, 16);
        succeeded(CFunction.of("posix_spawnattr_init").call(attributes.address()));
        succeeded(CFunction.of("posix_spawnattr_setflags")
                .call(attributes.address(), SETSIGMASK | SETSID | CLOEXEC_DEFAULT));
        return attributes;
    }

    private static MemorySegment vector(List<String> words, Arena arena) {
        MemorySegment vector = arena.allocate(ADDRESS, words.size() + 1L);
        for (int i = 0; i < words.size(); i++) {
            vector.setAtIndex(ADDRESS, i, string(words.get(i), arena));
        }
        return vector;
    }

    private static MemorySegment string(String raw, Arena arena) {
        byte[] bytes = RawWords.bytes(raw);
        MemorySegment string = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, string, JAVA_BYTE, 0, bytes.length);
        return string;
    }
}
