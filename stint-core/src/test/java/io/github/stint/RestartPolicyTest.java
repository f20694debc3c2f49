package io.github.stint;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.RestartPolicy.OnReturn;
import org.junit.jupiter.api.Test;

/** What a policy says, and what it refuses to say. */
class RestartPolicyTest {

    private final RestartPolicy always = RestartPolicy.always();

    @Test
    void hasTheDefaultsItTellsOf() {
        assertThat(always.onReturn()).isEqualTo(OnReturn.RESTART);
        assertThat(RestartPolicy.onFailure().onReturn()).isEqualTo(OnReturn.END);
        assertThat(always.firstPause()).isEqualTo(ofMillis(100));
        assertThat(always.longestPause()).isEqualTo(ofSeconds(30));
        assertThat(always.jitter()).isEqualTo(0.1);
        assertThat(always.healthyAfter()).isEqualTo(ofSeconds(60));
        assertThat(always.allowedRestarts()).isEqualTo(RestartPolicy.UNLIMITED);
        assertThat(always)
                .hasToString(
                        "on return RESTART, pauses PT0.1S to PT30S, jitter 0.1, healthy after PT1M, never gives up");
    }

    @Test
    void everyMethodReturnsAChangedCopy() {
        RestartPolicy changed = always.onReturn(OnReturn.FAIL)
                .backoff(ofMillis(1), ofMillis(2))
                .jitter(1)
                .healthyAfter(ofSeconds(3))
                .giveUpAfter(4, ofSeconds(5));
        assertThat(changed)
                .hasToString("on return FAIL, pauses PT0.001S to PT0.002S, jitter 1.0, healthy after PT3S,"
                        + " gives up after 4 restarts within PT5S");
        assertThat(changed.window()).isEqualTo(ofSeconds(5));
        assertThat(always).isSameAs(RestartPolicy.always());
        assertThat(always.firstPause()).isEqualTo(ofMillis(100));
    }

    @Test
    void badNumbersAreRefusedWithNameValueAndBound() {
        refuses("first must be positive: PT0S", () -> always.backoff(ZERO, ofSeconds(1)));
        refuses("first must be positive: PT-1S", () -> always.backoff(ofSeconds(-1), ofSeconds(1)));
        refuses("first must be at most cap: PT2S, cap PT1S", () -> always.backoff(ofSeconds(2), ofSeconds(1)));
        refuses("jitter must be from 0 to 1: -0.1", () -> always.jitter(-0.1));
        refuses("jitter must be from 0 to 1: 1.1", () -> always.jitter(1.1));
        refuses("jitter must be from 0 to 1: NaN", () -> always.jitter(Double.NaN));
        refuses("healthyAfter must be positive: PT0S", () -> always.healthyAfter(ZERO));
        refuses("restarts must be at least 0: -1", () -> always.giveUpAfter(-1, ofSeconds(1)));
        refuses("window must be positive: PT0S", () -> always.giveUpAfter(1, ZERO));
    }

    private static void refuses(String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
