package io.github.stint.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "10m, PT10M", "2h, PT2H"})
    void aDurationIsANumberAndAUnit(String word, Duration duration) {
        assertThat(Arguments.of(word).duration()).isEqualTo(duration);
    }

    @Test
    void theSeedIsTheOneGiven() {
        assertThat(Arguments.of("--seed", "-7", "1s").seed()).isEqualTo(-7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10 m",
                "0s",
                "-5s",
                "1d",
                "101h",
                "10m 20m",
                "--seed",
                "--seed x 1s",
                "--fast 1s",
                "--proof"
            })
    void badInputIsOneLineAndTwo(String words) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] given = words.isEmpty() ? new String[0] : words.split(" ", -1);
        int code = Main.run((accounts, dice) -> List.of(), new PrintStream(out), new PrintStream(err), given);
        assertThat(code).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("soak: ")
                .endsWith(Arguments.USAGE);
    }
}
