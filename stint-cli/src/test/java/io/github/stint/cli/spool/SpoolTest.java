package io.github.stint.cli.spool;

import static io.github.stint.cli.spool.SpoolText.append;
import static io.github.stint.cli.spool.SpoolText.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SpoolTest {

    @Test
    void whatFitsStaysInMemory() throws IOException {
        try (Spool spool = new Spool(10)) {
            append(spool, "12345");
            append(spool, "67890");

            assertThat(spool.ownsFile()).isFalse();
            assertThat(spool.length()).isEqualTo(10);
            assertThat(text(spool)).isEqualTo("1234567890");
        }
    }

    @Test
    void whatDoesNotFitGoesToAFileAllOfIt() throws IOException {
        try (Spool spool = new Spool(10)) {
            append(spool, "12345");
            append(spool, "678901");
            append(spool, "2");

            assertThat(spool.ownsFile()).isTrue();
            assertThat(spool.memory()).isZero();
            assertThat(text(spool)).isEqualTo("123456789012");
            assertThat(text(spool)).isEqualTo("123456789012");
        }
    }

    @Test
    void memoryNeverGrowsOverItsBound() throws IOException {
        try (Spool spool = new Spool(1_000)) {
            for (int i = 0; i < 999; i++) {
                append(spool, "x");
            }

            assertThat(spool.memory()).isLessThanOrEqualTo(1_000);
            assertThat(text(spool)).hasSize(999);
        }
    }

    @Test
    void oneThatHoldsNothingCostsNothing() {
        assertThat(new Spool(10).memory()).isZero();
    }

    @Test
    void itsBeginningCanBeReadWhereverItIs() throws IOException {
        try (Spool spool = new Spool(4);
                Backlog backlog = new Backlog()) {
            SpoolText.append(spool, "abc");
            assertThat(spool.beginning(2)).asString().isEqualTo("ab");
            assertThat(spool.beginning(9)).asString().isEqualTo("abc");

            SpoolText.append(spool, "defg");
            assertThat(spool.beginning(5)).asString().isEqualTo("abcde");

            Spool first = new Spool(4);
            SpoolText.append(first, "first");
            first.moveTo(backlog);
            spool.moveTo(backlog);
            assertThat(spool.beginning(9)).asString().isEqualTo("abcdefg");
        }
    }

    @Test
    void manyShareTheBacklog() throws IOException {
        try (Backlog backlog = new Backlog();
                Spool small = new Spool(10);
                Spool large = new Spool(2);
                Spool empty = new Spool(2)) {
            append(small, "small");
            append(large, "large");
            small.moveTo(backlog);
            large.moveTo(backlog);
            empty.moveTo(backlog);

            assertThat(small.memory()).isZero();
            assertThat(large.ownsFile()).isFalse();
            assertThat(text(large)).isEqualTo("large");
            assertThat(text(small)).isEqualTo("small");
            assertThat(text(empty)).isEmpty();
        }
    }
}
