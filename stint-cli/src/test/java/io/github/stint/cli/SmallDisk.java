package io.github.stint.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** A file system of one mebibyte, mounted on a folder; a test that wants one is skipped where that is not allowed. */
record SmallDisk(Path folder) implements AutoCloseable {

    static SmallDisk mount(Path folder) throws IOException {
        int status = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString());
        assumeTrue(status == 0, "only root may mount a small file system, and not everywhere");
        return new SmallDisk(folder);
    }

    @Override
    public void close() throws IOException {
        int status = run("umount", folder.toString());
        if (status != 0) {
            throw new IOException("cannot unmount " + folder);
        }
    }

    private static int run(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .start()
                .onExit()
                .join()
                .exitValue();
    }
}
