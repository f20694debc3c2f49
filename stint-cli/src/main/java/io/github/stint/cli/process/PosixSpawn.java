package io.github.stint.cli.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.github.stint.cli.words.RawWords;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
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

    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = (short) (Posix.MAC ? 0x400 : 0x80);
    private static final short CLOEXEC_DEFAULT = (short) (Posix.MAC ? 0x4000 : 0);

    /** More than any system's {@code posix_spawnattr_t} or {@code posix_spawn_file_actions_t}. */
    private static final long OPAQUE_SIZE = 1024;

    private static final MethodHandle SPAWN = Posix.function(
            "posix_spawn", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle ACTIONS_INIT = onOpaque("posix_spawn_file_actions_init");
    private static final MethodHandle ACTIONS_DESTROY = onOpaque("posix_spawn_file_actions_destroy");
    private static final MethodHandle ADD_OPEN = Posix.function(
            "posix_spawn_file_actions_addopen",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle ADD_DUP2 = Posix.function(
            "posix_spawn_file_actions_adddup2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final Optional<MethodHandle> ADD_CLOSE_FROM = closeFrom();

    private static final MemorySegment ATTRIBUTES = attributes();
    private static final MemorySegment DEV_NULL = Arena.global().allocateFrom("/dev/null");

    private PosixSpawn() {}

    /** What there is after a spawn: a process or an error number. */
    record Spawned(int pid, int errno) {}

    /**
     * Starts the program, a raw path, with raw words.
     *
     * @param streams descriptors for standard input, output and error; where one is negative, input is empty, and an output is
     *     ours
     */
    static Spawned spawn(String program, List<String> words, int[] streams, Arena arena) {
        MemorySegment actions = arena.allocate(OPAQUE_SIZE, 16);
        MemorySegment pid = arena.allocate(JAVA_INT);
        int result;
        try {
            succeeded((int) ACTIONS_INIT.invokeExact(actions));
            try {
                for (int fd = 0; fd < streams.length; fd++) {
                    if (fd == 0 && streams[fd] < 0) {
                        succeeded((int) ADD_OPEN.invokeExact(actions, fd, DEV_NULL, 0, 0));
                    } else {
                        succeeded((int) ADD_DUP2.invokeExact(actions, streams[fd] < 0 ? fd : streams[fd], fd));
                    }
                }
                if (ADD_CLOSE_FROM.isPresent()) {
                    succeeded((int) ADD_CLOSE_FROM.get().invokeExact(actions, 3));
                }
                result = (int) SPAWN.invokeExact(
                        pid, string(program, arena), actions, ATTRIBUTES, vector(words, arena), Environment.BLOCK);
                if (result == SystemError.ENOEXEC) {
                    // a script without a first line that names its interpreter: as execvp and every shell do
                    List<String> script = new ArrayList<>(List.of("sh", program));
                    script.addAll(words.subList(1, words.size()));
                    result = (int) SPAWN.invokeExact(
                            pid,
                            string("/bin/sh", arena),
                            actions,
                            ATTRIBUTES,
                            vector(script, arena),
                            Environment.BLOCK);
                }
            } finally {
                succeeded((int) ACTIONS_DESTROY.invokeExact(actions));
            }
        } catch (Throwable thrown) {
            throw Posix.mistaken(thrown);
        }
        return new Spawned(pid.get(JAVA_INT, 0), result);
    }

    private static void succeeded(int result) {
        if (result != 0) {
            throw new IllegalStateException("cannot prepare a process: " + SystemError.text(result));
        }
    }

    private static MethodHandle onOpaque(String name) {
        return Posix.function(name, FunctionDescriptor.of(JAVA_INT, ADDRESS));
    }

    private static Optional<MethodHandle> closeFrom() {
        String name = "posix_spawn_file_actions_addclosefrom_np";
        return Linker.nativeLinker()
                .defaultLookup()
                .find(name)
                .map(_ -> Posix.function(name, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT)));
    }

    private static MemorySegment attributes() {
        MemorySegment attributes = Arena.global().allocate(OPAQUE_SIZE, 16);
        MethodHandle setFlags =
                Posix.function("posix_spawnattr_setflags", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_SHORT));
        try {
            succeeded((int) onOpaque("posix_spawnattr_init").invokeExact(attributes));
            succeeded((int) setFlags.invokeExact(attributes, (short) (SETSIGMASK | SETSID | CLOEXEC_DEFAULT)));
        } catch (Throwable thrown) {
            throw Posix.mistaken(thrown);
        }
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

    /** The environment, passed on as it is. */
    private static final class Environment {

        static final MemorySegment BLOCK = block();

        @SuppressWarnings("restricted")
        private static MemorySegment block() {
            AddressLayout pointer = ADDRESS;
            if (Posix.MAC) {
                MethodHandle where = Posix.function("_NSGetEnviron", FunctionDescriptor.of(ADDRESS));
                try {
                    return ((MemorySegment) where.invokeExact())
                            .reinterpret(pointer.byteSize())
                            .get(pointer, 0);
                } catch (Throwable thrown) {
                    throw Posix.mistaken(thrown);
                }
            }
            return Linker.nativeLinker()
                    .defaultLookup()
                    .find("environ")
                    .orElseThrow(() -> new IllegalStateException("this system has no variable 'environ'"))
                    .reinterpret(pointer.byteSize())
                    .get(pointer, 0);
        }
    }
}
