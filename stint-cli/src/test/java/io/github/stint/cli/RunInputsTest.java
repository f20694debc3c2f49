package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the values of the jobs come from and where they are put, seen on the real process. */
class RunInputsTest {

    @TempDir
    private Path folder;

    @Test
    void listsAndFilesMakeEveryCombination() throws Exception {
        Path file = Files.writeString(folder.resolve("list"), "1\n2\n");

        assertThat(StintProcess.run("run", "-k", "echo", ":::", "a", "b", "::::", file.toString())
                        .lines())
                .containsExactly("a 1", "a 2", "b 1", "b 2");
        assertThat(StintProcess.run("run", "-k", "-a", file.toString(), "echo", "{2}-{1}", ":::", "a", "b")
                        .lines())
                .containsExactly("a-1", "b-1", "a-2", "b-2");
    }

    @Test
    void standardInputMayBeOneOfSeveral() throws Exception {
        assertThat(StintProcess.runWithInput("1\n2\n", "run", "-k", "echo", "::::", "-", ":::", "a", "b")
                        .lines())
                .containsExactly("1 a", "1 b", "2 a", "2 b");
    }

    @Test
    void linkedInputsStepOnTogether() throws Exception {
        assertThat(StintProcess.run("run", "-k", "echo", "{1}={2}", ":::", "a", "b", "c", ":::+", "1", "2")
                        .lines())
                .containsExactly("a=1", "b=2");
    }

    @Test
    void zeroBytesEndArgumentsThatHaveLinesInThem() throws Exception {
        assertThat(StintProcess.runWithInput("a\nb\0c\0", "run", "-k", "-0", "printf", "[%s]")
                        .out())
                .isEqualTo("[a\nb][c]");
        assertThat(StintProcess.runWithInput("a,b,,c", "run", "-k", "-d", ",", "printf", "[%s]")
                        .out())
                .isEqualTo("[a][b][c]");
    }

    @Test
    void severalArgumentsAJob() throws Exception {
        assertThat(StintProcess.runWithInput("1\n2\n3\n4\n5\n", "run", "-k", "-n", "2", "printf", "[%s]")
                        .out())
                .isEqualTo("[1][2][3][4][5]");
        assertThat(StintProcess.runWithInput("1\n2\n3\n", "run", "-k", "-n2", "echo", "{#}: {}", "{2}")
                        .lines())
                .containsExactly("1: 1 2 2", "2: 3 ");
    }

    @Test
    void columnsOfALineAndTheirNames() throws Exception {
        assertThat(StintProcess.runWithInput("a\tb\nc\td\n", "run", "-k", "--colsep", "\\t", "echo", "{2}{1}")
                        .lines())
                .containsExactly("ba", "dc");
        assertThat(StintProcess.runWithInput(
                                "city,code\nRome,1\nOslo,2\n",
                                "run",
                                "-k",
                                "--colsep",
                                ",",
                                "--header",
                                "echo",
                                "{code}: {city}")
                        .lines())
                .containsExactly("1: Rome", "2: Oslo");
        assertThat(StintProcess.run("run", "-k", "--header", "echo", "{n}{l}", ":::", "l", "a", ":::", "n", "1", "2")
                        .lines())
                .containsExactly("1a", "2a");
    }

    @Test
    void thePartsOfANameAndTheNumberOfTheJob() throws Exception {
        assertThat(StintProcess.run("run", "-k", "echo", "{#} {.} {/} {//} {/.}", ":::", "a/b.c", "d.e")
                        .lines())
                .containsExactly("1 a/b b.c a b", "2 d d.e . d");
    }

    @Test
    void noTwoThatRunAtOnceHaveTheSameSlot() throws Exception {
        assertThat(StintProcess.run("run", "-j1", "echo", "{%}", ":::", "a", "b", "c")
                        .lines())
                .containsExactly("1", "1", "1");
        assertThat(StintProcess.run(
                                "run",
                                "-j3",
                                "--shell",
                                "mkdir " + folder + "/{%} && while [ ! -e " + folder
                                        + "/3 ]; do sleep 0.01; done; echo {%}",
                                ":::",
                                "a",
                                "b",
                                "c")
                        .lines())
                .containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void anotherTextMayStandForTheValue() throws Exception {
        assertThat(StintProcess.run("run", "-I", "@", "echo", "{} @ {1}", ":::", "a")
                        .lines())
                .containsExactly("{} a {1}");
        assertThat(StintProcess.run("run", "-I@", "--shell", "x='ab'; echo ${x} @", ":::", "c d")
                        .lines())
                .containsExactly("ab c d");
    }

    @Test
    void aFileOfArgumentsMayHaveANameThatIsNoText() throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "bash",
                "-c",
                "cd " + folder + "; echo a > $'\\xff'; \"$@\" -a $'\\xff' echo; \"$@\" -a $'no\\xfe' echo",
                "bash"));
        words.addAll(StintProcess.command("run"));

        assertThat(StintProcess.run(new byte[0], new ProcessBuilder(words)))
                .isEqualTo(
                        new StintProcess.Ended(2, "a\n", "stint: cannot read arguments from 'no\ufffd': no such file"));
    }

    @Test
    void helpHasPages() throws Exception {
        assertThat(StintProcess.run("help", "inputs").out()).isEqualTo(Help.INPUTS.text());
        assertThat(StintProcess.run("help").out()).isEqualTo(Help.STINT.text());
        assertThat(StintProcess.run("help", "nothing"))
                .isEqualTo(new StintProcess.Ended(
                        2, "", "stint: no help about nothing; topics are: " + String.join(", ", Help.topics())));
    }
}
