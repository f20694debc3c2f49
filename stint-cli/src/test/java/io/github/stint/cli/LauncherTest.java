package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script and its finding of a JDK, in a small source tree with a Maven and JDKs that only say what they were asked. */
class LauncherTest {

    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path tree;
    private Path tools;
    private Path jdk;

    @BeforeEach
    void aSourceTreeAndTools() throws IOException {
        tree = folder.resolve("a tree");
        tools = Files.createDirectories(folder.resolve("tools"));
        for (String module : List.of("stint-core", "stint-control", "stint-cli")) {
            Files.createDirectories(tree.resolve(module + "/src/main"));
            source(module + "/pom.xml");
            source(module + "/src/main/Source.java");
        }
        source("pom.xml");
        Files.createDirectories(tree.resolve("tools"));
        for (String script : List.of("stint", "tools/find-jdk.sh", "tools/launch.sh", "tools/jdk25")) {
            Files.copy(Path.of("..", script), tree.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
        }
        touchSources(EARLIER);
        jdk = jdk("jdk-25", "25.0.3");
        program(tools.resolve("mvn"), """
            cat > /dev/null
            echo "mvn $*" >> %1$s/mvn.log
            for module in stint-core stint-control stint-cli; do
              mkdir -p "%2$s/$module/target/lib"
              : > "%2$s/$module/target/$module-1.jar"
            done
            : > "%2$s/stint-cli/target/lib/library.jar"
            """.formatted(folder, tree));
    }

    @Test
    void theFirstUseBuildsAndSaysSo() throws Exception {
        StintProcess.Ended ended = launch("JAVA_HOME=" + jdk, tree.resolve("stint"), "run", "x");

        assertThat(ended.err()).isEqualTo("stint: building, once, which takes a minute or so");
        assertThat(builds()).isEqualTo(1);
        assertThat(ended.lines()).endsWith("io.github.stint.cli.Main", "run", "x", "input of the user");
        assertThat(ended.lines())
                .contains(tree.toRealPath() + "/stint-cli/target/stint-cli-1.jar:" + tree.toRealPath()
                        + "/stint-cli/target/lib/library.jar");
    }

    @Test
    void theSecondUseBuildsNothing() throws Exception {
        launch("JAVA_HOME=" + jdk, tree.resolve("stint"), "x");
        StintProcess.Ended ended = launch("JAVA_HOME=" + jdk, tree.resolve("stint"), "x");

        assertThat(ended.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aChangedSourceIsBuilt() throws Exception {
        launch("JAVA_HOME=" + jdk, tree.resolve("stint"), "x");
        touchSources(Instant.now().plusSeconds(60));

        StintProcess.Ended ended = launch("JAVA_HOME=" + jdk, tree.resolve("stint"), "x");

        assertThat(ended.err()).startsWith("stint: sources have changed, building");
        assertThat(builds()).isEqualTo(2);
    }

    /** As after a build by Maven alone. */
    @Test
    void whatWasLearntOfOlderClassesIsNotUsed() throws Exception {
        launch("JAVA_HOME=" + jdk, tree.resolve("stint"), "x");
        Path learnt = tree.resolve("stint-cli/target/launch/25.0.3.aot");
        Files.writeString(learnt, "of older classes");
        launch("JAVA_HOME=" + jdk, tree.resolve("stint"), "x");
        assertThat(learnt).hasContent("of older classes");

        Files.setLastModifiedTime(learnt, FileTime.from(EARLIER));
        launch("JAVA_HOME=" + jdk, tree.resolve("stint"), "x");

        assertThat(learnt).isEmptyFile();
    }

    @Test
    void argumentsAndStandardInputPassUnharmed() throws Exception {
        StintProcess.Ended ended =
                launch("JAVA_HOME=" + jdk, tree.resolve("stint"), "a b", "", "*", "$x", "new\nline", "ä");

        assertThat(ended.out()).endsWith("Main\na b\n\n*\n$x\nnew\nline\nä\ninput of the user\n");
    }

    @Test
    void itWorksThroughLinksAndFromElsewhere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a tree/stint"));
        Path second = Files.createSymbolicLink(tools.resolve("stint"), link);

        assertThat(launch("JAVA_HOME=" + jdk, second, "x").lines())
                .endsWith("io.github.stint.cli.Main", "x", "input of the user");
    }

    @Test
    void anOldJavaHomeIsPassedOverForTheJavaOfThePath() throws Exception {
        Path old = jdk("jdk-17", "17.0.15");
        program(tools.resolve("java"), "echo '    java.home = " + jdk + "' >&2\n");

        assertThat(launch("JAVA_HOME=" + old, tree.resolve("stint"), "x").lines())
                .startsWith(jdk + "/bin/java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"25.0.3", "25.0.3.1", "25.0.4", "25.0.10", "25.1"})
    void aJdkThatTheBuildTakesWillDo(String version) throws Exception {
        Path taken = jdk("taken", version);

        assertThat(launch("JAVA_HOME=" + taken, tree.resolve("stint"), "x").lines())
                .startsWith(taken + "/bin/java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.15", "25", "25.0.1", "25.0.2", "25.0.2.1", "26", "26.0.3", "250.0.3"})
    void aJdkThatTheBuildDoesNotTakeIsPassedOver(String version) throws Exception {
        Path other = jdk("other", version);
        program(tools.resolve("java"), "echo '    java.home = " + jdk + "' >&2\n");

        assertThat(launch("JAVA_HOME=" + other, tree.resolve("stint"), "x").lines())
                .startsWith(jdk + "/bin/java");
    }

    @Test
    void whoHasOnlyAnotherJdkIsToldWhichIsNeededAndNothingIsBuilt() throws Exception {
        Path newer = onlyJdk("26");

        StintProcess.Ended ended = launch("JAVA_HOME=" + newer, tree.resolve("stint"), "x");

        assertThat(ended)
                .isEqualTo(new StintProcess.Ended(
                        1,
                        "",
                        "stint: needs a JDK 25, 25.0.3 or newer, and found only 26 in " + newer
                                + ": install one, for example Temurin 25, and set JAVA_HOME to its folder"));
        assertThat(folder.resolve("mvn.log")).doesNotExist();
    }

    @Test
    void anyCommandRunsWithTheJdkThatWasFound() throws Exception {
        program(tools.resolve("command"), "echo \"$JAVA_HOME\"; command -v java; printf '%s\\n' \"$@\"; cat; exit 3\n");
        Path old = jdk("jdk-17", "17.0.15");
        program(tools.resolve("java"), "echo '    java.home = " + jdk + "' >&2\n");

        StintProcess.Ended ended = launch("JAVA_HOME=" + old, tree.resolve("tools/jdk25"), "command", "a b", "", "*");

        assertThat(ended)
                .isEqualTo(
                        new StintProcess.Ended(3, jdk + "\n" + jdk + "/bin/java\na b\n\n*\ninput of the user\n", ""));
    }

    @Test
    void withoutAJdkTheCommandIsNotRun() throws Exception {
        Path newer = onlyJdk("26");

        StintProcess.Ended ended = launch("JAVA_HOME=" + newer, tree.resolve("tools/jdk25"), "echo", "ran");

        assertThat(ended)
                .isEqualTo(new StintProcess.Ended(
                        1,
                        "",
                        "jdk25: needs a JDK 25, 25.0.3 or newer, and found only 26 in " + newer
                                + ": install one, for example Temurin 25, and set JAVA_HOME to its folder"));
    }

    @Test
    void theBuildIsToldWhereTheJdkIs() throws Exception {
        program(tools.resolve("mvn"), "echo \"$JAVA25_HOME\"; exit 1\n");

        assertThat(launch("JAVA_HOME=" + jdk, tree.resolve("stint"), "x").err().lines())
                .contains(jdk.toString());
    }

    @Test
    void aFailingBuildIsToldAndNothingIsStarted() throws Exception {
        program(tools.resolve("mvn"), "echo broken; exit 1\n");

        StintProcess.Ended ended = launch("JAVA_HOME=" + jdk, tree.resolve("stint"), "x");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).endsWith("broken", "stint: the build failed; see above");
    }

    private StintProcess.Ended launch(String variable, Path stint, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("env", variable, "PATH=" + tools + ":/usr/bin:/bin"));
        command.add(stint.toString());
        command.addAll(List.of(arguments));
        byte[] input = "input of the user\n".getBytes(StandardCharsets.UTF_8);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return StintProcess.run(input, builder);
    }

    private int builds() throws IOException {
        return Files.readAllLines(folder.resolve("mvn.log")).size();
    }

    /** The only JDK there is: the scripts look nowhere else. */
    private Path onlyJdk(String version) throws IOException {
        Path only = jdk("only", version);
        program(tools.resolve("java"), "echo '    java.home = " + only + "' >&2\n");
        Path finding = tree.resolve("tools/find-jdk.sh");
        String script = Files.readString(finding);
        assertThat(script).contains(" /usr/lib/jvm/*", " /opt/jdk*", "/Library/Java/");
        Files.writeString(
                finding,
                script.replaceAll(" (/usr/lib|/opt|/Library)/", " /none/").replace("\"$HOME\"", "/none"));
        return only;
    }

    /** A JDK whose java writes its own name, its words and what it reads. */
    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(home.resolve("bin/java"), """
            echo "$0"
            for word in "$@"; do printf '%s\\n' "$word"; done
            cat
            """);
        return home;
    }

    private void source(String name) throws IOException {
        Files.createFile(tree.resolve(name));
    }

    private void touchSources(Instant when) throws IOException {
        try (var files = Files.walk(tree)) {
            for (Path file :
                    files.filter(path -> !path.toString().contains("target")).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(when));
            }
        }
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
