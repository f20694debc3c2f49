package io.github.stint.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * A queue, first in first out, that anything in it can leave at once. The links are in the elements, so it allocates
 * nothing. Not thread-safe.
 *
 * @param <N> the elements
 */
final class Fifo<N extends Linked> {

    private @Nullable Linked first;
    private @Nullable Linked last;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return first == null;
    }

    void add(N node) {
        if (node.in != null) {
            throw new IllegalStateException("already queued: " + node);
        }
        node.in = this;
        node.before = last;
        if (last == null) {
            first = node;
        } else {
            last.after = node;
        }
        last = node;
        size++;
    }

    /** Takes it out; false if it is not in here. */
    boolean remove(N node) {
        if (node.in != this) {
            return false;
        }
        Linked before = node.before;
        Linked after = node.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        node.in = null;
        node.before = null;
        node.after = null;
        size--;
        return true;
    }

    @SuppressWarnings("unchecked") // only add puts elements in
    @Nullable
    N peek() {
        return (N) first;
    }

    @SuppressWarnings("unchecked") // only add puts elements in
    @Nullable
    N peekLast() {
        return (N) last;
    }

    /** The one queued before that one. */
    @SuppressWarnings("unchecked") // only add puts elements in
    @Nullable
    N before(N node) {
        return (N) node.before;
    }

    @Nullable
    N poll() {
        N node = peek();
        if (node != null) {
            remove(node);
        }
        return node;
    }
}
