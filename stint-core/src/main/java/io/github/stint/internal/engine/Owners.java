package io.github.stint.internal.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The names of the open owners of this JVM: a second one of the same name shows as {@code name~2}. */
public final class Owners {

    private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();
    private static final AtomicLong UNNAMED = new AtomicLong();

    private Owners() {}

    /** A name of its own for an owner, the one asked for if it is free. */
    public static String claim(String name) {
        if (OPEN.add(name)) {
            return name;
        }
        int number = 2;
        while (!OPEN.add(name + "~" + number)) {
            number++;
        }
        return name + "~" + number;
    }

    /** That owner is closed: its name is free. */
    public static void release(String name) {
        OPEN.remove(name);
    }

    /** A name for a short-lived owner that was given none. */
    public static String unnamed(String kind) {
        return kind + "-" + UNNAMED.incrementAndGet();
    }
}
