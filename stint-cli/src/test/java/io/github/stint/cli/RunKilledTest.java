package io.github.stint.cli;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments loses no job and does none twice but those that were running.
 *
 * <p>{@code -Dkill.rounds=N} sets how many times, {@code -Dkill.jobs=N} of how many jobs, {@code -Dkill.seed=N} the moments;
 * with any of them it says what it saw.
 */
class RunKilledTest {

    private static final int SLOTS = 4;
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 3);
    private static final int JOBS = Integer.getInteger("kill.jobs", 300);
    private static final long SEED = Long.getLong("kill.seed", 1);

    /** One run, and how it was. */
    private record Round(int number, Set<String> doneBefore, Set<String> doneAfter) {}

    @TempDir
    private Path folder;

    private Path log() {
        return folder.resolve("log");
    }

    @Test
    @Timeout(590)
    void whatWasKilledGoesOnAndDoesNothingTwiceButWhatWasRunning() throws Exception {
        int[] moments = new Random(SEED).ints(ROUNDS, 0, JOBS * 2 / 3).sorted().toArray();
        List<Round> rounds = new ArrayList<>();
        for (int moment : moments) {
            rounds.add(killed(rounds.size() + 1, moment));
        }
        rounds.add(ended(ROUNDS + 1));

        List<String> begun = Files.readAllLines(folder.resolve("begun"));
        List<Integer> lost = new ArrayList<>();
        for (Round round : rounds) {
            Set<String> begunThen = new HashSet<>();
            begun.stream()
                    .map(line -> line.split(" ", 2))
                    .filter(words -> Integer.parseInt(words[1]) == round.number())
                    .forEach(words ->
                            assertThat(begunThen.add(words[0])).as(words[0]).isTrue());
            assertThat(begunThen).as("none that was in the log").noneMatch(round.doneBefore()::contains);
            assertThat(round.doneAfter())
                    .as("none that had not begun")
                    .isSubsetOf(union(begunThen, round.doneBefore()));
            begunThen.removeAll(round.doneAfter());
            assertThat(begunThen).as("lost by round %d", round.number()).hasSizeLessThanOrEqualTo(SLOTS);
            lost.add(begunThen.size());
        }
        assertThat(lost.getLast()).isZero();
        assertThat(done()).containsExactlyInAnyOrderElementsOf(jobs());
        assertThat(begun.size() - JOBS)
                .isEqualTo(lost.stream().mapToInt(many -> many).sum());
        if (Integer.getInteger("kill.rounds") != null || Long.getLong("kill.seed") != null) {
            System.out.println(JOBS + " jobs, seed " + SEED + ": killed with "
                    + rounds.stream()
                            .limit(ROUNDS)
                            .map(round -> round.doneAfter().size())
                            .toList()
                    + " done, running then and done again "
                    + lost.subList(0, ROUNDS));
        }
    }

    /** Runs until so many are in the log, one more than before at least, and kills it then. */
    private Round killed(int number, int enough) throws Exception {
        Set<String> before = new HashSet<>(done());
        long lines = 1L + Math.max(enough, before.size() + 1);
        try (StintProcess stint = StintProcess.start(command(number));
                InputStream growing = growing()) {
            AtomicLong seen = new AtomicLong();
            eventually("some have ended", () -> seen.addAndGet(newLines(growing)) >= lines);
            stint.signal("KILL");
            assertThat(stint.end().status()).isEqualTo(137);
            return new Round(number, before, new HashSet<>(done()));
        }
    }

    private Round ended(int number) throws Exception {
        Set<String> before = new HashSet<>(done());
        StintProcess.Ended ended = StintProcess.run(command(number));
        assertThat(ended).isEqualTo(new StintProcess.Ended(0, "", ""));
        return new Round(number, before, new HashSet<>(done()));
    }

    private String[] command(int round) {
        List<String> words = new ArrayList<>(List.of(
                "run",
                "--resume",
                "-j" + SLOTS,
                "--joblog",
                log().toString(),
                "sh",
                "-c",
                "echo $0 " + round + " >> " + folder.resolve("begun"),
                ":::"));
        words.addAll(jobs());
        return words.toArray(String[]::new);
    }

    private static List<String> jobs() {
        return IntStream.range(0, JOBS).mapToObj(i -> "job" + i).toList();
    }

    /** The jobs in the log, one for each line. */
    private List<String> done() throws IOException {
        if (!Files.exists(log())) {
            return List.of();
        }
        return Files.readAllLines(log()).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .peek(columns ->
                        assertThat(columns[6]).as(Arrays.toString(columns)).isEqualTo("0"))
                .map(columns -> columns[9])
                .toList();
    }

    private InputStream growing() throws IOException {
        eventually("there is a log", () -> Files.exists(log()));
        return Files.newInputStream(log());
    }

    private static int newLines(InputStream growing) throws IOException {
        String text = new String(growing.readAllBytes(), StandardCharsets.US_ASCII);
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
