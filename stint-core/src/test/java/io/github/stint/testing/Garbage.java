package io.github.stint.testing;

import java.lang.ref.Reference;

/** Looks whether something is still held. */
public final class Garbage {

    private Garbage() {}

    /** Waits until nobody holds what that refers to. */
    public static void collects(Reference<?> reference) {
        Eventually.eventually("collected: " + reference, () -> {
            System.gc();
            return reference.refersTo(null);
        });
    }
}
