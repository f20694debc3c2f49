package io.github.stint.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MonitorsTest {

    @Test
    void aMethodThatHasOneInItsCodeOrIsSynchronizedMayEnterOne() {
        assertThat(Monitors.mayBeEnteredBy("java.lang.ref.ReferenceQueue", "poll"))
                .isTrue();
        assertThat(Monitors.mayBeEnteredBy("java.io.ByteArrayOutputStream", "write"))
                .isTrue();
    }

    @Test
    void oneThatHasNoneMayNot() {
        assertThat(Monitors.mayBeEnteredBy("java.util.PrimitiveIterator$OfLong", "next"))
                .isFalse();
        assertThat(Monitors.mayBeEnteredBy("java.util.ArrayList", "add")).isFalse();
    }

    @Test
    void oneWhoseCodeCannotBeReadMay() {
        assertThat(Monitors.mayBeEnteredBy("no.such.Type", "method")).isTrue();
    }
}
