package io.github.stint.internal.engine;

import io.github.stint.CancelReason;

/** Somebody who brings tasks to an engine by himself, one after the other, until he is stopped or has no more. */
public interface Feed {

    /** Whom it brings them. */
    Engine engine();

    /** The group they are in. */
    Group group();

    /** Its engine has room for more tasks than before. Never waits. */
    void capacityGrew();

    /** Stops bringing. Never waits. What it brought goes on. */
    void stop(CancelReason why);
}
