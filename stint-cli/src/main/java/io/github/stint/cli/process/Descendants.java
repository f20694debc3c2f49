package io.github.stint.cli.process;

import java.util.List;

/**
 * The processes that a process has started, and those that they have started.
 *
 * <p>A signal to a process group misses a child that has made itself a session of its own. It is found here, as long as
 * its parents live: so this is taken before the group is killed.
 */
public record Descendants(List<ProcessHandle> processes) {

    static Descendants of(int pid) {
        return new Descendants(ProcessHandle.of(pid)
                .map(process -> process.descendants().toList())
                .orElse(List.of()));
    }

    /** Kills those that a signal to the group does not reach; the others get it with the group. */
    public void kill() {
        processes.forEach(ProcessHandle::destroyForcibly);
    }
}
