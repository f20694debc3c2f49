package io.github.stint.internal.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {

    @Test
    void itHasRoomForAsManyAsItsSize() {
        Window window = new Window(3, 0);
        pull(window, 3);
        assertThat(window.hasRoom()).isFalse();
        window.pulledNone();
        assertThat(window.hasRoom()).isTrue();
    }

    @Test
    void withoutAReaderItIsNeverFull() {
        Window window = new Window(Long.MAX_VALUE, Long.MAX_VALUE);
        pull(window, 100_000);
        assertThat(window.hasRoom()).isTrue();
    }

    @Test
    void aReaderWhoTakesBeforeItIsFullTellsNobody() {
        Window window = new Window(2, 0);
        pull(window, 1);
        assertThat(window.taken()).isFalse();
        pull(window, 2);
        assertThat(window.hasRoom()).isFalse();
    }

    @Test
    void whoFoundItFullIsToldOfTheNextOneTaken() {
        Window window = new Window(2, 0);
        for (int round = 0; round < 3; round++) {
            while (window.hasRoom()) {
                window.pull();
            }
            assertThat(window.taken()).isTrue();
            assertThat(window.taken()).isFalse();
        }
    }

    @Test
    void whoWatchesItIsNotToldAndSeesForHimself() {
        Window window = new Window(20, 10);
        pull(window, 20);
        assertThat(window.hasRoom()).isFalse();
        window.watch();
        assertThat(window.isWatched()).isTrue();
        assertThat(window.hasSomeRoom()).isFalse();
        for (int taken = 1; taken <= 5; taken++) {
            assertThat(window.hasMuchRoom()).isFalse();
            assertThat(window.taken()).isFalse();
            assertThat(window.hasSomeRoom()).isTrue();
        }
        assertThat(window.hasMuchRoom()).isTrue();
        window.unwatch();
        assertThat(window.isWatched()).isFalse();
    }

    @Test
    void whereNothingIsHeldReadyOneTakenIsMuch() {
        Window window = new Window(2, 0);
        pull(window, 2);
        window.watch();
        assertThat(window.hasMuchRoom()).isFalse();
        assertThat(window.taken()).isFalse();
        assertThat(window.hasMuchRoom()).isTrue();
    }

    private static void pull(Window window, int many) {
        for (int i = 0; i < many; i++) {
            assertThat(window.hasRoom()).isTrue();
            window.pull();
        }
    }
}
