package io.github.stint.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    @Test
    void nothingSaidIsQuick() {
        assertThat(Arguments.of().quick()).isTrue();
        assertThat(Arguments.of("--rounds", "3").quick()).isTrue();
        assertThat(Arguments.of("quick").quick()).isTrue();
    }

    @Test
    void aSuiteOrAPatternIsMeasuredInFull() {
        assertThat(Arguments.of("all").quick()).isFalse();
        assertThat(Arguments.of("--only", "TaskPool").quick()).isFalse();
        assertThat(Arguments.of("map", "stream").suites()).containsExactly("map", "stream");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nosuch                  | unknown suite 'nosuch'; there are submit, map,",
                "--nosuch                | unknown option '--nosuch'",
                "submit --only           | --only wants something after it",
                "--only [                | --only wants a regular expression: '['",
                "--rounds 0              | --rounds wants a number from 1 to 100: '0'",
                "--rounds 101            | --rounds wants a number from 1 to 100: '101'",
                "submit --profile perf   | --profile wants gc or jfr: 'perf'",
                "--profile gc            | --profile wants a suite, or --only",
                "quick --write           | quick is too short for the document",
                "map --only x --write    | --write wants whole suites",
                "map --profile gc --write | wants --write or --profile, not both",
                "quick map               | wants quick, or all, or suites",
                "all map                 | wants quick, or all, or suites",
            })
    void badArgumentsAreToldInOneLine(String words, String message) {
        assertThatThrownBy(() -> Arguments.of(words.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void badArgumentsEndItWithTwo() throws IOException {
        var errors = new ByteArrayOutputStream();

        int status = Main.run(System.out, new PrintStream(errors, true, StandardCharsets.UTF_8), "--only", "no such");

        assertThat(status).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .startsWith("bench: no contender has 'no such' in its id")
                .hasLineCount(1);
    }

    @Test
    void listTellsTheIdsThatOnlyWants() throws IOException {
        var out = new ByteArrayOutputStream();

        int status = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8), System.err, "--list", "--only", "Tasks.gather");

        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .contains("group/no-op/virtual/Tasks.gather")
                .allMatch(it -> it.endsWith("/Tasks.gather"));
    }
}
