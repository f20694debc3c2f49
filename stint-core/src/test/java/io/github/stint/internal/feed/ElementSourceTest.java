package io.github.stint.internal.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.testing.CountedSource;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.BaseStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ElementSourceTest {

    @Test
    void anIterableIsNotTouchedBeforeItsElementsAreAskedForAndBegunOnce() throws Exception {
        CountedSource counted = new CountedSource(3);
        ElementSource<Integer> source = ElementSource.of(counted);
        assertThat(counted.begun()).isZero();
        Iterator<Integer> elements = source.elements();
        assertThat(elements.next()).isZero();
        assertThat(source.elements()).isSameAs(elements);
        assertThat(elements).toIterable().containsExactly(1, 2);
        assertThat(counted.begun()).isOne();
        assertThat(counted.closed()).isZero();
        assertThat(source.close("s")).isNull();
        assertThat(counted.closed()).isOne();
    }

    @Test
    void whatCannotBeClosedIsClosedAllTheSame() throws Exception {
        assertThat(ElementSource.of(List.of(1)).close("s")).isNull();
        ElementSource<Integer> source = ElementSource.of(List.of(1, 2).iterator());
        assertThat(source.elements()).toIterable().containsExactly(1, 2);
        assertThat(source.close("s")).isNull();
    }

    @Test
    void aStreamIsBegunLateAndClosed() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        Stream<Integer> stream = Stream.of(1, 2).onClose(closed::incrementAndGet);
        ElementSource<Integer> source = ElementSource.of((BaseStream<Integer, ?>) stream);
        assertThat(source.elements()).toIterable().containsExactly(1, 2);
        assertThat(closed).hasValue(0);
        assertThat(source.close("s")).isNull();
        assertThat(closed).hasValue(1);
    }

    @Test
    void aStreamOfNumbersIsASourceToo() throws Exception {
        assertThat(ElementSource.of(IntStream.range(0, 3)).elements())
                .toIterable()
                .containsExactly(0, 1, 2);
    }

    @Test
    void aStreamThatWasReadAlreadyThrowsWhenItsElementsAreAskedFor() {
        Stream<Integer> stream = Stream.of(1, 2);
        stream.forEach(n -> {});
        ElementSource<Integer> source = ElementSource.of((BaseStream<Integer, ?>) stream);
        assertThatThrownBy(source::elements).isInstanceOf(IllegalStateException.class);
        assertThat(source.close("s")).isNull();
    }

    @Test
    void whatClosingThrowsIsGivenBack() {
        AssertionError error = new AssertionError("of closing");
        CountedSource counted = new CountedSource(1) {
            @Override
            public void close() {
                throw error;
            }
        };
        assertThat(ElementSource.of(counted).close("s")).isSameAs(error);
    }

    @Test
    void theSameSoManyTimes() throws Exception {
        Iterator<String> elements = ElementSource.repeated("x", 3).elements();
        assertThat(elements).toIterable().containsExactly("x", "x", "x");
        assertThat(elements.hasNext()).isFalse();
        assertThatThrownBy(elements::next).isInstanceOf(NoSuchElementException.class);
        assertThat(ElementSource.repeated("x", 0).elements().hasNext()).isFalse();
    }

    @Test
    void noSourceAtAllIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> ElementSource.of((Iterable<Integer>) null))
                .withMessage("source");
        assertThatNullPointerException().isThrownBy(() -> ElementSource.of((Iterator<Integer>) null));
        assertThatNullPointerException().isThrownBy(() -> ElementSource.of((BaseStream<Integer, ?>) null));
    }
}
