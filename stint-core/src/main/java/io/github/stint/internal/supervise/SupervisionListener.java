package io.github.stint.internal.supervise;

import io.github.stint.Outcome;
import io.github.stint.Supervised.State;
import java.time.Duration;

/**
 * Who is told what becomes of one supervised thing: every change, one after the other, in the order in which they
 * happened, with no lock held. What it throws is logged and changes nothing.
 */
public interface SupervisionListener {

    /** Who does not listen. */
    SupervisionListener NONE = new SupervisionListener() {};

    /** It stands elsewhere now. */
    default void changed(State from, State to) {}

    /** A run is over and will be followed by another after that pause. */
    default void restarting(Outcome<Void> last, Duration pause) {}
}
