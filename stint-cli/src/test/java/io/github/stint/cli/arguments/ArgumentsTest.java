package io.github.stint.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.words.RawWords;
import io.github.stint.test.Eventually;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void aListIsGivenInOrder() throws Exception {
        ListedArguments arguments = new ListedArguments(List.of("a", "", "b"));

        assertThat(arguments.total()).hasValue(3);
        assertThat(all(arguments)).containsExactly("a", "", "b");
    }

    @Test
    void aStoppedListGivesNothingMore() {
        ListedArguments arguments = new ListedArguments(List.of("a", "b"));
        assertThat(arguments.next()).isEqualTo("a");

        arguments.stop();

        assertThat(arguments.next()).isNull();
    }

    @Test
    void linesAreArgumentsEmptyOnesLeftOutAndTheLastNeedsNoEnd() throws Exception {
        assertThat(all(lines(" a b \n\n\tc\r\nd"))).containsExactly(" a b ", "\tc\r", "d");
    }

    @Test
    void theTotalIsKnownWhenTheInputHasEnded() throws Exception {
        LineArguments arguments = lines("a\nb\n\n");
        all(arguments);

        assertThat(arguments.total()).hasValue(2);
        assertThat(arguments.problem()).isNull();
    }

    @Test
    void aByteThatIsNoTextSurvives() throws Exception {
        byte[] bytes = {'a', (byte) 0xff, (byte) 0x80, '\n'};

        LineArguments arguments = LineArguments.of(new ByteArrayInputStream(bytes), (byte) '\n', "x");

        assertThat(RawWords.bytes(String.valueOf(arguments.next())))
                .isEqualTo(new byte[] {'a', (byte) 0xff, (byte) 0x80});
    }

    @Test
    void aLineAcrossManyReadsIsOneArgument() throws Exception {
        String longest = "x".repeat(LineReader.LONGEST);

        assertThat(all(lines("a\n" + longest + "\nb"))).containsExactly("a", longest, "b");
    }

    @Test
    void aLineLongerThanAnArgumentCanBeEndsTheInput() throws Exception {
        LineArguments arguments = lines("a\n" + "x".repeat(LineReader.LONGEST + 1) + "\nb");

        assertThat(all(arguments)).containsExactly("a");
        assertThat(arguments.problem()).isEqualTo("line 2 of x is longer than an argument can be, 131071 bytes");
    }

    @Test
    void aZeroByteEndsTheInput() throws Exception {
        LineArguments arguments = lines("a\nb\0c\n");

        assertThat(all(arguments)).containsExactly("a");
        assertThat(arguments.problem())
                .isEqualTo("line 2 of x has a zero byte in it, which no argument can have;"
                        + " -0 reads arguments that end with one");
    }

    @Test
    void aFailingReadEndsTheInput() throws Exception {
        PipedInputStream neverConnected = new PipedInputStream();
        LineArguments arguments = LineArguments.of(neverConnected, (byte) '\n', "x");

        assertThat(all(arguments)).isEmpty();
        assertThat(arguments.problem()).isEqualTo("cannot read x: Pipe not connected");
    }

    @Test
    void whoWaitsForALineIsToldToStop() throws Exception {
        try (PipedOutputStream writer = new PipedOutputStream();
                PipedInputStream silent = new PipedInputStream(writer)) {
            LineArguments arguments = LineArguments.of(silent, (byte) '\n', "x");
            CompletableFuture<String> waiting = new CompletableFuture<>();
            Thread reader = Thread.startVirtualThread(() -> {
                try {
                    waiting.complete(arguments.next());
                } catch (InterruptedException e) {
                    waiting.completeExceptionally(e);
                }
            });

            arguments.stop();

            assertThat(waiting.get()).isNull();
            reader.join();
        }
    }

    @Test
    void anEndlessInputIsReadOnlySomeLinesAhead() throws Exception {
        AtomicLong read = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] buffer, int from, int length) {
                byte[] line = "some line\n".getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(line, 0, buffer, from, line.length);
                read.addAndGet(line.length);
                return line.length;
            }
        };
        LineArguments arguments = LineArguments.of(endless, (byte) '\n', "x");
        for (int i = 0; i < 1_000; i++) {
            assertThat(arguments.next()).isEqualTo("some line");
        }

        assertThat(arguments.total()).isEmpty();
        assertThat(read.get()).isLessThan(4 << 20);
        arguments.close();
    }

    @Test
    void howManyThereAreIsKnownBeforeTheyAreTakenIfTheyAreNotTooMany() {
        try (LineArguments arguments = lines("x\n".repeat(90_000))) {
            Eventually.eventually("all are read", () -> arguments.total().isPresent());

            assertThat(arguments.total()).hasValue(90_000);
        }
    }

    @Test
    void linesAreTheSameHoweverTheInputComes() throws Exception {
        Random random = new Random(11);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            lines.add("x".repeat(1 + random.nextInt(i % 1_000 == 0 ? 70_000 : 40)));
        }
        InputStream slow = new InPieces(String.join("\n", lines), random, 5_000);

        assertThat(all(LineArguments.of(slow, (byte) '\n', "x"))).isEqualTo(lines);
    }

    private static LineArguments lines(String text) {
        return LineArguments.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), (byte) '\n', "x");
    }

    private static List<String> all(ArgumentSource arguments) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (String next = arguments.next(); next != null; next = arguments.next()) {
            all.add(next);
        }
        return all;
    }
}
