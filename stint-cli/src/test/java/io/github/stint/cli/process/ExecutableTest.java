package io.github.stint.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableTest {

    @TempDir
    private Path folder;

    private Executable executable;

    @BeforeEach
    void aPathOfTwoFolders() throws Exception {
        Files.createDirectories(folder.resolve("one/folder"));
        Files.createDirectories(folder.resolve("two"));
        file("one/plain", "rw-------");
        file("two/program", "rwx------");
        file("two/plain", "rw-------");
        executable = new Executable(Map.of("PATH", folder.resolve("one") + ":" + folder.resolve("two")));
    }

    @Test
    void aNameIsLookedForAlongThePath() throws CommandException {
        assertThat(executable.find("program"))
                .isEqualTo(folder.resolve("two/program").toString());
        assertThat(executable.exists("program")).isTrue();
    }

    @Test
    void aNameThatIsNowhereIsNotFound() {
        assertThatThrownBy(() -> executable.find("no such"))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.status()).isEqualTo(127))
                .hasMessage("command not found: 'no such'; is it a line for a shell? --shell runs it as one");
        assertThat(executable.exists("no such")).isFalse();
    }

    @Test
    void aFileThatMustNotBeRunIsDenied() {
        assertThatThrownBy(() -> executable.find("plain"))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.status()).isEqualTo(126))
                .hasMessage("permission denied: plain");
        assertThatThrownBy(() -> executable.find(folder + "/one/plain"))
                .hasMessage("permission denied: " + folder + "/one/plain");
    }

    @Test
    void aFolderIsNoProgram() {
        assertThatThrownBy(() -> executable.find("folder")).hasMessage("command not found: folder");
        assertThatThrownBy(() -> executable.find(folder + "/one")).hasMessage("is a directory: " + folder + "/one");
    }

    @Test
    void aPathIsTakenAsItIs() throws CommandException {
        assertThat(executable.find(folder + "/two/program")).isEqualTo(folder + "/two/program");
    }

    @Test
    void anEmptyNameIsNotFound() {
        assertThatThrownBy(() -> executable.find("")).hasMessage("command not found: ''");
    }

    private void file(String name, String permissions) throws Exception {
        Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    }
}
