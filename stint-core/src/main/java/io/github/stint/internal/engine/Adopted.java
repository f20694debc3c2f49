package io.github.stint.internal.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The owners that one owner closes with itself, in order of adoption. Pure data under the adopter's lock.
 *
 * <p>Who is adopted knows its adopter from before it is entered here until it is closed; it is struck off by whoever sees
 * last that it is both entered and closed.
 */
final class Adopted {

    /**
     * One of them.
     *
     * @param engine its engine
     * @param drains whether it is given time to drain, or is cancelled at once when its turn comes
     */
    record Child(Engine engine, boolean drains) {}

    private final List<Child> children = new ArrayList<>();

    void add(Child child) {
        children.add(child);
    }

    void remove(Core core) {
        children.removeIf(child -> child.engine().core() == core);
    }

    boolean isEmpty() {
        return children.isEmpty();
    }

    /** The oldest first. */
    List<Child> all() {
        return List.copyOf(children);
    }
}
