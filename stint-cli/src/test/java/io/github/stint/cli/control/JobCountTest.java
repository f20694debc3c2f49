package io.github.stint.cli.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.cli.control.JobCountFile.Look;
import io.github.stint.cli.words.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobCountTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"1,1", "7,7", "10000,10000", "150%,6", "10%,1", "100%,4", "+0,4", "+3,7", "-1,3", "-4,1", "-99,1"})
    void aNumberCanBeMadeOfThatOfTheCores(String given, int count) {
        assertThat(JobCount.of(given, 4, 1)).hasValue(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001", "0%", "+10000", "", "x", "1.5", "-", "%", "+5%", "99999999999"})
    void anythingElseIsNone(String given) {
        assertThat(JobCount.of(given, 4, 1)).isEmpty();
    }

    @Test
    void whatAFileSaysCanChange() throws Exception {
        JobCountFile file = file("3\n");
        assertThat(file.first()).isEqualTo(3);
        assertThat(file.look()).isEqualTo(new Look.Same());

        write("0");
        assertThat(file.look()).isEqualTo(new Look.Changed(0));
        write(" +1 \n");
        assertThat(file.look()).isEqualTo(new Look.Changed(5));
        assertThat(file.look()).isEqualTo(new Look.Same());
    }

    @Test
    void whatIsNoNumberIsToldOnceAndOnlyIfItStays() throws Exception {
        JobCountFile file = file("3");
        assertThat(file.first()).isEqualTo(3);

        write("");
        assertThat(file.look()).isEqualTo(new Look.Same());
        write("many");
        assertThat(file.look()).isEqualTo(new Look.Same());
        assertThat(file.look()).isEqualTo(new Look.Bad("no number of jobs in " + path() + ": many"));
        assertThat(file.look()).isEqualTo(new Look.Same());

        Files.delete(path());
        assertThat(file.look()).isEqualTo(new Look.Same());
        assertThat(file.look()).isEqualTo(new Look.Bad("cannot read " + path()));

        write("3");
        assertThat(file.look()).isEqualTo(new Look.Changed(3));
    }

    @Test
    void aFileThatSaysNoNumberAtFirstIsRefused() throws Exception {
        JobCountFile file = file("x y");
        assertThatThrownBy(file::first)
                .isInstanceOf(UsageException.class)
                .hasMessage("-j: no number of jobs in " + path() + ": 'x y'");
    }

    private JobCountFile file(String text) throws Exception {
        write(text);
        return new JobCountFile(path().toString(), 4);
    }

    private void write(String text) throws Exception {
        Files.writeString(path(), text);
    }

    private Path path() {
        return folder.resolve("jobs");
    }
}
