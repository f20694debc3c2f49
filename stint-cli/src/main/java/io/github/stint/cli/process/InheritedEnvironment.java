package io.github.stint.cli.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.github.stint.cli.words.RawWords;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The variables of this process as the system has them, passed on byte for byte, but for some that are replaced. */
public final class InheritedEnvironment {

    private static final MemorySegment ALL = all();

    private final List<MemorySegment> kept;

    private InheritedEnvironment(List<MemorySegment> kept) {
        this.kept = List.copyOf(kept);
    }

    /** All variables but those of these raw names. */
    public static InheritedEnvironment without(Collection<String> names) {
        List<MemorySegment> kept = new ArrayList<>();
        for (int i = 0; ; i++) {
            MemorySegment variable = ALL.getAtIndex(ADDRESS, i);
            if (variable.equals(MemorySegment.NULL)) {
                return new InheritedEnvironment(kept);
            }
            if (names.stream().noneMatch(name -> isNamed(variable, name))) {
                kept.add(variable);
            }
        }
    }

    /** What a program is given: these variables, and such as {@code NAME=VALUE}. */
    MemorySegment with(List<String> variables, Arena arena) {
        MemorySegment block = arena.allocate(ADDRESS, kept.size() + variables.size() + 1L);
        int at = 0;
        for (MemorySegment variable : kept) {
            block.setAtIndex(ADDRESS, at++, variable);
        }
        for (String variable : variables) {
            block.setAtIndex(ADDRESS, at++, string(variable, arena));
        }
        return block;
    }

    private static boolean isNamed(MemorySegment variable, String name) {
        byte[] prefix = RawWords.bytes(name + "=");
        for (int i = 0; i < prefix.length; i++) {
            if (readable(variable).get(JAVA_BYTE, i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("restricted") // a string of the system, which ends with a zero that is compared too
    private static MemorySegment readable(MemorySegment variable) {
        return variable.reinterpret(Long.MAX_VALUE);
    }

    private static MemorySegment string(String raw, Arena arena) {
        byte[] bytes = RawWords.bytes(raw);
        MemorySegment string = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, string, JAVA_BYTE, 0, bytes.length);
        return string;
    }

    @SuppressWarnings("restricted")
    private static MemorySegment all() {
        MemorySegment where = Posix.MAC
                ? MemorySegment.ofAddress(CFunction.of("_NSGetEnviron").call())
                : CFunction.symbol("environ");
        return where.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0).reinterpret(Long.MAX_VALUE);
    }
}
