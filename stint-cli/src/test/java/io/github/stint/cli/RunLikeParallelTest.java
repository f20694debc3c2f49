package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code docs/run.md} says to those who come from GNU parallel: what is the same, what differs, and what to do where
 * there is nothing alike. Where GNU parallel is installed, it is asked too.
 */
class RunLikeParallelTest {

    private TypedLines typed;

    @BeforeEach
    void aFolder(@TempDir Path folder) throws Exception {
        typed = new TypedLines(folder);
    }

    // ---- arguments

    @Test
    void listsAndFilesAreTheSame() throws Exception {
        typed.same("""
            printf '1\\n2\\n' > one
            printf 'a\\nb\\n' > two
            run -k echo ::: 1 2 ::: a b
            run -k echo :::: one two
            run -k -a one -a two echo {2}{1}
            """, "1 a", "1 b", "2 a", "2 b", "1 a", "1 b", "2 a", "2 b", "a1", "b1", "a2", "b2");
        typed.same("seq 2 | run -k echo {} {2} :::: - ::: a", "1 a a", "2 a a");
    }

    @Test
    void linkedInputsEndWithTheShortestAndDoNotBeginAgain() throws Exception {
        typed.same("run -k echo {1}-{2} ::: 1 2 3 :::+ a b", "1-a", "2-b");
        typed.theirs("run -k --link echo ::: 1 2 3 ::: a b", "1 a", "2 b", "3 a");
    }

    @Test
    void aCommandReadsNothing() throws Exception {
        typed.ours("seq 2 > list; echo typed | run -k -a list --shell 'cat; echo {}'", "1", "2");
    }

    @Test
    void endsOfArgumentsAreTheSame() throws Exception {
        typed.same("printf 'a\\0b c\\0' | run -k -0 echo; printf 'a,b' | run -k -d , echo", "a", "b c", "a", "b");
    }

    @Test
    void severalArgumentsAJobAreTheSame() throws Exception {
        typed.same("seq 5 | run -k -n2 echo", "1 2", "3 4", "5");
        typed.same("seq 4 | run -k -n2 echo {2} {1}", "2 1", "4 3");
        typed.theirs("seq 4 | run -k -N2 echo {2} {1}", "2 1", "4 3");
        typed.theirs("seq 5 | run -k -L2 echo", "1 2", "3 4", "5");
    }

    @Test
    void asManyArgumentsAsThereMayBe() throws Exception {
        typed.ours("seq 1000 | run -n 100000 echo | wc -w", "1000");
        typed.theirs("seq 1000 | run -j1 -X echo | wc -w", "1000");
        typed.ours("seq 5 | run -k -n 3 echo x{}", "x1 2 3", "x4 5");
        typed.theirs("seq 3 | run -j1 -X echo x{}", "x1 x2 x3");
    }

    @Test
    void columnsAreNotTrimmed() throws Exception {
        typed.same("printf 'a,b\\nc,d\\n' | run -k --colsep , echo {2} {1}", "b a", "d c");
        String line = "printf 'a , b\\n' | run --colsep , printf '[%s]' {1} {2}";
        typed.ours(line, "[a ][ b]");
        typed.theirs(line, "[a][b]");
        typed.ours(line.replace(" , printf", " ' *, *' printf"), "[a][b]");
    }

    @Test
    void aHeaderNamesColumns() throws Exception {
        typed.same("run -k --header : echo {y}{x} ::: x 1 2 ::: y a b", "a1", "b1", "a2", "b2");
        typed.ours("run -k --header echo {y}{x} ::: x 1 2 ::: y a b", "a1", "b1", "a2", "b2");
        typed.same("printf 'x,y\\n1,2\\n' | run --header : --colsep , echo {y} {x}", "2 1");
    }

    @Test
    void emptyLinesAreNoArguments() throws Exception {
        typed.ours("printf 'a\\n\\nb\\n' | run -k echo", "a", "b");
        typed.theirs("printf 'a\\n\\nb\\n' | run -k echo", "a", "", "b");
        typed.same("run echo ran < /dev/null");
    }

    @Test
    void anInputIsMadeReadyByWhatIsThereForThat() throws Exception {
        typed.ours("seq 5 | tail -n +3 | run -k echo", "3", "4", "5");
        typed.theirs("seq 5 | run --skip-first-line -k echo", "2", "3", "4", "5");
        typed.ours("seq 5 | sed '/^3$/,$d' | run -k echo", "1", "2");
        typed.theirs("seq 5 | run -E 3 -k echo", "1", "2");
        typed.ours("seq 5 | awk '$1 % 2' | run -k echo", "1", "3", "5");
        typed.theirs("seq 5 | run --filter '{} % 2' -k echo", "1", "3", "5");
        typed.ours("echo '  a b ' | sed 's/^ *//; s/ *$//' | run printf '[%s]'", "[a b]");
        typed.theirs("echo '  a b ' | run --trim lr printf '[%s]'", "[a b]");
    }

    @Test
    void aSeparatorThatTheCommandNeedsItselfIsLeftToAnInputBeforeIt() throws Exception {
        typed.ours("seq 2 > list; run -k -a list --shell 'echo ::: {}'", "::: 1", "::: 2");
        typed.theirs("run -k --arg-sep ,, echo ::: {} ,, 1 2", "::: 1", "::: 2");
    }

    // ---- what stands for them

    @Test
    void placesAreTheSame() throws Exception {
        typed.same(
                "run -k echo {} {.} {/} {//} {/.} {#} ::: a/b.c x.tar.gz .hid", //
                "a/b.c a/b b.c a b 1",
                "x.tar.gz x.tar x.tar.gz . x.tar 2",
                ".hid  .hid .  3");
        typed.same("run -k echo {2/.} {-1//} ::: a ::: b/c.d", "c b");
        typed.same("seq 3 | run -j1 echo {%}-{#}", "1-1", "1-2", "1-3");
    }

    @Test
    void anotherTextForTheValueTakesAwayTheOtherPlaces() throws Exception {
        typed.ours("run -I ,, echo ,, {.} ::: a.b", "a.b {.}");
        typed.theirs("run -I ,, echo ,, {.} ::: a.b", "a.b a");
    }

    @Test
    void whatPerlWouldComputeBashDoes() throws Exception {
        typed.ours("run -k --shell 'v={}; echo ${v%%.*} ${v^^} $((${#v} + 1))' ::: a.tar.gz", "a A.TAR.GZ 9");
        typed.theirs("run -k --plus echo {..} '{^^[a-z.]}' '{= $_ = length($_) + 1 =}' ::: a.tar.gz", "a A.TAR.GZ 9");
    }

    @Test
    void theSlotCanBePutIntoTheEnvironment() throws Exception {
        typed.ours("run -j1 env gpu={%} printenv gpu ::: a", "1");
        typed.theirs("run -j1 --process-slot-var gpu printenv gpu '#' ::: a", "0");
    }

    // ---- the command

    @Test
    void aShellIsThereOnlyWhenAsked() throws Exception {
        typed.ours("run -k --shell 'echo {} | wc -c' ::: a abc", "2", "4");
        typed.theirs("run -k 'echo {} | wc -c' ::: a abc", "2", "4");
        StintProcess.Ended ended = typed.run("stint run 'echo hello' ::: a");
        assertThat(ended.status()).isEqualTo(127);
        assertThat(ended.err())
                .isEqualTo("stint: command not found: 'echo hello'; is it a line for a shell? --shell runs it as one");
    }

    @Test
    void wordsReachTheCommandAsTheyWereTyped() throws Exception {
        typed.ours("run sh -c 'echo \"$0  $1\"' 'a  b' ::: 'c  d'", "a  b  c  d");
        typed.theirs("run -q sh -c 'echo \"$0  $1\"' 'a  b' ::: 'c  d'", "a  b  c  d");
        typed.theirs("run sh -c 'echo \"$0  $1\"' 'a  b' ::: 'c  d'", "");
    }

    @Test
    void aWordIsQuotedForAShellByTheShell() throws Exception {
        typed.ours("run -k --shell 'printf \"%q\\n\" {}' ::: 'a b' \"it's\"", "a\\ b", "it\\'s");
    }

    @Test
    void aFunctionOfBashIsExported() throws Exception {
        String function = "twice() { echo \"$1$1\"; }; export -f twice; ";
        typed.ours(function + "run -k --shell twice {} ::: a b", "aa", "bb");
        typed.theirs(function + "run -k twice {} ::: a b", "aa", "bb");
    }

    // ---- outputs, ends, logs

    @Test
    void outputsAreTheSame() throws Exception {
        typed.same("run -k -j3 sleep ::: 0.2 0.1; run -k echo ::: 1 2", "1", "2");
    }

    @Test
    void linesAndTagsAreTheSame() throws Exception {
        typed.same(
                "run -k --tag echo out ::: a b; run --tagstring '<{}>' echo out ::: a",
                "a\tout a",
                "b\tout b",
                "<a>\tout a");
        typed.same("run --line-buffer echo ::: a; run --lb echo ::: a; run -u echo ::: a", "a", "a", "a");
        typed.same("run -k -j2 --tag --lb seq ::: 2 1", "2\t1", "2\t2", "1\t1");
    }

    @Test
    void theExitStatusIsTheNumberOfFailed() throws Exception {
        typed.same("run false ::: a b c; echo $?", "3");
        String many = "seq 150 | run false; echo $?";
        typed.ours(many, "100");
        typed.theirs(many, "101");
    }

    @Test
    void theFirstColumnsOfTheLogAreTheSame() throws Exception {
        typed.same(
                "run -j1 --joblog log test 1 = ::: 1 2; cut -f 1,2,5-9 log",
                "Seq\tHost\tSend\tReceive\tExitval\tSignal\tCommand",
                "1\t:\t0\t0\t0\t0\ttest 1 = 1",
                "2\t:\t0\t0\t1\t0\ttest 1 = 2");
    }

    @Test
    void aJobIsKnownAgainByItsValuesAndNotByItsPlace() throws Exception {
        String line = "run -j1 --joblog log true ::: a b; run -j1 --joblog log --resume echo ::: c a b";
        typed.ours(line, "c");
        typed.theirs(line, "b");
    }

    @Test
    void whatFailedIsRunAgainAlike() throws Exception {
        typed.same(
                "run -j1 --joblog log test 1 = ::: 1 2; run -k --joblog log --resume-failed echo ::: 1 2 3", "2", "3");
        typed.ours(
                "run -j1 --joblog log test 1 = ::: 1 2; run -k --joblog log --resume-failed test 2 = ::: 1 2; cut -f 7"
                        + " log",
                "Exitval",
                "0",
                "1",
                "0");
    }

    // ---- what other programs do

    @Test
    void aLockIsHeldByFlock() throws Exception {
        typed.ours(
                "echo 0 > n; run -j4 flock lock sh -c 'read n < n; sleep 0.1; echo $((n + 1)) > n' ::: 1 2 3 4; cat n",
                "4");
    }

    @Test
    void optionsOfEveryDayAreAnAlias() throws Exception {
        typed.ours(
                "shopt -s expand_aliases; alias each='stint run -k -j 2'\neach echo ::: a b".translateEscapes(),
                "a",
                "b");
    }

    @Test
    void theNumberOfCoresIsTheDefault() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        typed.ours(
                "seq " + (cores + 1) + " | run --shell 'sleep 3; echo {%}' | sort -n | tail -1", String.valueOf(cores));
    }

    @Test
    void aScriptMayRunItself() throws Exception {
        typed.program("each", "exec stint run -k \"$@\" echo got");
        typed.ours("printf 'a\\nb\\n' | each -j 2", "got a", "got b");
    }
}
