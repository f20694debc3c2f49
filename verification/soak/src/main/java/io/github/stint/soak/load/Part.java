package io.github.stint.soak.load;

import io.github.stint.soak.check.Check;
import java.time.Duration;
import java.util.List;

/** A part of the load: one owner, or one kind of owners, and the threads that use them. */
public interface Part {

    /** What its threads do. */
    List<Actor> actors();

    /** Lets what waits go on, so that the steps that are under way come to their end. Called again and again. */
    default void relax() {}

    /** Waits until nothing of it runs, when no step is under way; false if the time was over. */
    default boolean rest(Duration atMost) throws InterruptedException {
        return true;
    }

    /** What can be looked at only while its owners are open. */
    default List<Check> checksBeforeTheEnd() throws InterruptedException {
        return List.of();
    }

    /** Closes what is open, and its books. */
    default void close() throws InterruptedException {}
}
