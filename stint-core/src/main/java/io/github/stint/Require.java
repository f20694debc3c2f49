package io.github.stint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Checks of arguments: the owner where there is one, the name, the bound, the value. */
final class Require {

    private Require() {}

    static int atLeast(String name, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
        }
        return value;
    }

    static int atLeast(String owner, String name, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "'" + owner + "': " + name + " must be at least " + least + ": " + value);
        }
        return value;
    }

    static Duration positive(String name, Duration value) {
        if (!Objects.requireNonNull(value, name).isPositive()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }

    /** A copy in the same order. */
    static <T> List<T> noNulls(String name, Collection<? extends T> values) {
        Objects.requireNonNull(values, name);
        List<T> copy = new ArrayList<>(values.size());
        for (T value : values) {
            copy.add(Objects.requireNonNull(value, name + " must not contain null"));
        }
        return copy;
    }
}
