package io.github.stint.internal.feed;

import io.github.stint.internal.watch.Log;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * Where elements come from: asked for by one thread at a time, closed once.
 *
 * @param <A> the elements
 */
public final class ElementSource<A extends @Nullable Object> {

    private final Callable<Iterator<A>> begin;
    private final AutoCloseable end;
    private @Nullable Iterator<A> elements;

    private ElementSource(Callable<Iterator<A>> begin, AutoCloseable end) {
        this.begin = begin;
        this.end = end;
    }

    /** The elements of something that can be iterated over; closed if it can be closed. */
    public static <A extends @Nullable Object> ElementSource<A> of(Iterable<A> iterable) {
        Objects.requireNonNull(iterable, "source");
        return new ElementSource<>(iterable::iterator, closeOf(iterable));
    }

    /** The rest of an iterator; closed if it can be closed. */
    public static <A extends @Nullable Object> ElementSource<A> of(Iterator<A> iterator) {
        Objects.requireNonNull(iterator, "source");
        return new ElementSource<>(() -> iterator, closeOf(iterator));
    }

    /** The elements of a stream, which is closed. */
    public static <A extends @Nullable Object> ElementSource<A> of(BaseStream<A, ?> stream) {
        Objects.requireNonNull(stream, "source");
        return new ElementSource<>(stream::iterator, stream);
    }

    /** The same so many times. */
    public static <A extends @Nullable Object> ElementSource<A> repeated(A element, int times) {
        return of(new Iterator<A>() {
            private int left = times;

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public A next() {
                if (left == 0) {
                    throw new NoSuchElementException();
                }
                left--;
                return element;
            }
        });
    }

    private static AutoCloseable closeOf(Object source) {
        return source instanceof AutoCloseable closeable ? closeable : () -> {};
    }

    /** The elements; begun by the first call, so that what that costs or throws is the reader's. */
    Iterator<A> elements() throws Exception {
        Iterator<A> now = elements;
        if (now == null) {
            now = begin.call();
            elements = now;
        }
        return now;
    }

    /** Closes it; gives back what that threw, which is logged too. */
    @Nullable
    Throwable close(String owner) {
        try {
            end.close();
            return null;
        } catch (Throwable e) {
            Log.error("TaskBatch", "closing the source of '" + owner + "' threw", e);
            return e;
        }
    }
}
