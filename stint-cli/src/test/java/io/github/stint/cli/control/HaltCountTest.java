package io.github.stint.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.words.UsageException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HaltCountTest {

    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    @Test
    void itIsTimeOnceWhenSoManyHaveFailed() throws UsageException {
        HaltCount count = count("soon,fail=2");

        assertThat(failed(count)).isFalse();
        assertThat(count.ended(true, 0, UNKNOWN)).isFalse();
        assertThat(count.exitStatus()).isEmpty();
        assertThat(failed(count)).isTrue();
        assertThat(failed(count)).isFalse();
        assertThat(count.exitStatus()).isEqualTo(OptionalInt.of(2));
    }

    @Test
    void theOneThatIsEnoughGivesItsStatus() throws UsageException {
        HaltCount fail = count("now,fail=1");
        assertThat(failed(fail)).isTrue();
        assertThat(fail.exitStatus()).isEqualTo(OptionalInt.of(7));

        HaltCount done = count("now,done=1");
        assertThat(done.ended(true, 0, UNKNOWN)).isTrue();
        assertThat(done.exitStatus()).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void oneThatFailedWithStatusZeroIsStillAFailure() throws UsageException {
        HaltCount count = count("now,fail=1");
        assertThat(count.ended(false, 0, UNKNOWN)).isTrue();
        assertThat(count.exitStatus()).isEqualTo(OptionalInt.of(1));
    }

    @Test
    void aPartOfAHundredNeedsTheNumberOfAll() throws UsageException {
        HaltCount count = count("soon,fail=30%");

        assertThat(failed(count)).isFalse();
        assertThat(count.ended(false, 7, OptionalLong.of(7))).isFalse();
        assertThat(count.ended(false, 7, OptionalLong.of(7))).isTrue();
        assertThat(count.exitStatus()).isEqualTo(OptionalInt.of(43));
    }

    @Test
    void successesAreCountedAndEndInSuccess() throws UsageException {
        HaltCount count = count("now,success=2");

        assertThat(count.ended(true, 0, UNKNOWN)).isFalse();
        assertThat(failed(count)).isFalse();
        assertThat(count.ended(true, 0, UNKNOWN)).isTrue();
        assertThat(count.exitStatus()).isEqualTo(OptionalInt.of(0));
    }

    private static HaltCount count(String policy) throws UsageException {
        return new HaltCount(HaltPolicy.of(policy));
    }

    private static boolean failed(HaltCount count) {
        return count.ended(false, 7, UNKNOWN);
    }
}
