package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|run-gzip",
                "./tools/encode.sh|run-encode.sh",
                "/usr/bin/g++|run-g++",
                "echo $$ > started; exec sleep 10|run-echo",
                "make;true|run-make",
                "{}|run",
                "bin/{}|run",
                "a{}|run",
                "$TOOL x|run",
                "a-very-long-name-of-a-program-that-does-it|run-a-very-long-name-of-",
            })
    void aRunIsCalledByTheProgramItsCommandBeginsWith(String command, String name) {
        assertThat(ApplicationName.of(List.of(command, "x"))).isEqualTo(name);
    }
}
