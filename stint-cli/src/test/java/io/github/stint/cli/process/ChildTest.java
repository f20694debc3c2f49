package io.github.stint.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.cli.spool.Sink;
import io.github.stint.cli.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

    private final ProcessGroups groups = new ProcessGroups();

    @TempDir
    private Path folder;

    @Test
    void itsGroupIsForgottenWhenItHasEnded() throws Exception {
        try (Spool out = new Spool(10);
                Spool err = new Spool(10)) {
            assertThat(shell("exit 3").run(new Streams(null, out, err))).hasValue(3);
            assertThat(groups.size()).isZero();
        }
    }

    @Test
    void aCommandWhoseOutputCannotBeKeptIsKilled() throws Exception {
        Marks marks = new Marks(folder);
        Sink full = _ -> {
            throw new IOException("No space left on device");
        };
        Child child = shell("echo $$ > " + folder + "/pid; echo out; exec sleep 1000");

        assertThatThrownBy(() -> child.run(new Streams(null, full, full))).hasMessage("No space left on device");

        Marks.awaitEnd(marks.await("pid"));
        assertThat(groups.size()).isZero();
    }

    private Child shell(String line) {
        return new Child("/bin/sh", List.of("sh", "-c", line), Setting.OURS, groups);
    }
}
