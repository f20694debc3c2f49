package io.github.stint.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.TaskOptions;
import io.github.stint.cli.words.RawWords;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobNameTest {

    @Test
    void aJobIsNamedByItsValues() {
        assertThat(JobName.name(List.of("photos/a.png"))).isEqualTo("photos/a.png");
        assertThat(JobName.name(List.of("0.1", "2"))).isEqualTo("0.1 2");
        assertThat(JobName.name(List.of(RawWords.encoded("grün")))).isEqualTo("grün");
    }

    @Test
    void nothingInANameSteersATerminal() {
        assertThat(JobName.name(List.of("a\u001b[2J\nb"))).isEqualTo("a?[2J?b");
        assertThat(JobName.name(List.of(RawWords.encoded("a\u202eb")))).isEqualTo("a?b");
    }

    @Test
    void aLongNameIsCut() {
        assertThat(JobName.name(List.of("x".repeat(1_000)))).isEqualTo("x".repeat(100) + "...");
        assertThat(JobName.name(Collections.nCopies(100_000, "ab")))
                .hasSize(103)
                .endsWith("ab a...");
    }

    @Test
    void aJobWithoutAValueHasNoName() {
        assertThat(JobName.of(new Job(0, 1, List.of()), TaskOptions.defaults()).name())
                .isNull();
        assertThat(JobName.of(new Job(0, 1, List.of(" ")), TaskOptions.defaults())
                        .name())
                .isNull();
    }
}
