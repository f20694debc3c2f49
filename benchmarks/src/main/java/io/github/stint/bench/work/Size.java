package io.github.stint.bench.work;

/** How much of everything: to see that it works, to have an idea in three minutes, or to measure. */
public enum Size {
    TINY,
    QUICK,
    FULL;

    /** The one of the three numbers that is for this size. */
    public int of(int tiny, int quick, int full) {
        return switch (this) {
            case TINY -> tiny;
            case QUICK -> quick;
            case FULL -> full;
        };
    }

    /** The size of that name, in any case. */
    public static Size named(String name) {
        return valueOf(name.toUpperCase(java.util.Locale.ROOT));
    }
}
