package io.github.stint.control.view;

import io.github.stint.Supervised;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A look at something supervised.
 *
 * @param owner the name of its service
 * @param id the id of its task
 * @param name the name it was given
 * @param state where it stands
 * @param inState how long it has been standing there
 * @param runs how many runs have begun
 * @param restarts how many restarts there were
 * @param lastFailure what the last failed run threw, in words, or null if none has failed
 * @param nextIn how long it is until the next run, or null if that is not known
 */
public record ServiceView(
        String owner,
        long id,
        String name,
        Supervised.State state,
        Duration inState,
        long runs,
        long restarts,
        @Nullable String lastFailure,
        @Nullable Duration nextIn) {}
