package io.github.stint.test;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads that look whether something has come about. They run, but nothing goes on by that: for whoever asks if
 * everything is blocked they wait.
 */
final class Onlookers {

    private static final Set<Long> NOW = ConcurrentHashMap.newKeySet();

    private Onlookers() {}

    /** The current thread looks on from now; false if it did so before. */
    static boolean enter() {
        return NOW.add(Thread.currentThread().threadId());
    }

    /** It does not any more, if that was what {@link #enter} gave back. */
    static void leave(boolean entered) {
        if (entered) {
            NOW.remove(Thread.currentThread().threadId());
        }
    }

    /** Whether the thread of that id looks on. */
    static boolean contains(long thread) {
        return NOW.contains(thread);
    }
}
