package io.github.stint.cli.job;

import io.github.stint.CancelReason;
import io.github.stint.Task;
import io.github.stint.cli.words.RawWords;
import io.github.stint.control.ControlServer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Those who steer a run from other processes. */
final class Outsiders {

    private Outsiders() {}

    /** Why one of them wanted the current task to end, raw and on one line; null if none did. */
    static @Nullable String reason() {
        Optional<CancelReason> reason = Task.current().flatMap(Task::cancelReason);
        return reason.filter(ControlServer::isFromOutside)
                .map(given -> RawWords.encoded(given.why().replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?")))
                .orElse(null);
    }
}
