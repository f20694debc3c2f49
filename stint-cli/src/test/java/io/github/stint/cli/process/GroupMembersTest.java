package io.github.stint.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupMembersTest {

    @ParameterizedTest
    @CsvSource({
        "12 (sleep) S 1 77 77 0,true",
        "12 (sleep) R 1 77 77 0,true",
        "12 (sleep) Z 1 77 77 0,false",
        "12 (sleep) X 1 77 77 0,false",
        "12 (sleep) S 1 78 77 0,false",
        "12 (a ) S 1 77 () Z 1 77 77 0,false",
        "12 (a) Z 1) S 1 77 77 0,true",
        "12 (broken,false"
    })
    void aMemberThatIsDeadOrOfAnotherGroupDoesNotRun(String stat, boolean runs) {
        assertThat(GroupMembers.runsIn(77, stat)).isEqualTo(runs);
    }
}
