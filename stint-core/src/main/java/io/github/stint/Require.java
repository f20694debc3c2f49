package io.github.stint;

/** Checks of arguments: the name, the bound, the value. */
final class Require {

    private Require() {}

    static int atLeast(String name, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
        }
        return value;
    }
}
