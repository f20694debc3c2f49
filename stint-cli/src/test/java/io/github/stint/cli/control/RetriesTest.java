package io.github.stint.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetriesTest {

    @Test
    void theNumberOfTriesIsThatOfAll() {
        assertThat(Retries.NONE.another(1)).isFalse();
        assertThat(new Retries(3, Duration.ZERO).another(2)).isTrue();
        assertThat(new Retries(3, Duration.ZERO).another(3)).isFalse();
    }

    @Test
    void eachWaitIsTwiceTheOneBeforeUpToABound() {
        Retries retries = new Retries(1_000, Duration.ofSeconds(40));

        assertThat(IntStream.of(1, 2, 3, 4, 5, 999).mapToObj(retries::delayAfter))
                .extracting(Duration::toSeconds)
                .containsExactly(40L, 80L, 160L, 300L, 300L, 300L);
    }

    @Test
    void aWaitThatIsLongerThanTheBoundStaysAsItIs() {
        assertThat(new Retries(9, Duration.ofHours(1)).delayAfter(4)).isEqualTo(Duration.ofHours(1));
        assertThat(new Retries(9, Duration.ZERO).delayAfter(4)).isZero();
    }
}
