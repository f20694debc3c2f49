package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.TaskCancelledException;
import io.github.stint.spi.Ticker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the current thread knows of being asked to stop. */
public final class Cancellation {

    private Cancellation() {}

    /** The task whose body runs on this thread, or null. */
    public static @Nullable TaskCell<?> currentTask() {
        TaskCell<?> cell = TaskThread.currentCell();
        if (cell == null) {
            return null;
        }
        int phase = cell.phase();
        return phase == StateWord.RUNNING || phase == StateWord.CANCELLING ? cell : null;
    }

    /** Throws if the current task was asked to stop, also if somebody swallowed the interrupt; not if it is shielded. */
    public static void checkpoint() throws InterruptedException {
        TaskCell<?> cell = TaskThread.currentCell();
        if (cell != null && cell.phase() == StateWord.CANCELLING && !cell.isShielded()) {
            boolean ignored = Thread.interrupted();
            throw new InterruptedException("task '" + cell.name() + "' was asked to stop: "
                    + cell.cancelReason().map(CancelReason::toString).orElse(""));
        }
    }

    /** The same, and throws if this thread was interrupted by anybody. */
    public static void checkpointOrInterrupt() throws InterruptedException {
        checkpoint();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Somebody called cancel with these words. */
    public static CancelReason requested(String why) {
        Objects.requireNonNull(why, "why");
        return because(Source.REQUEST, why);
    }

    /** A reason that names the current task, if there is one. */
    public static CancelReason because(Source source, String why) {
        TaskCell<?> cell = currentTask();
        return new CancelReason(source, why, cell == null ? null : cell.name(), null);
    }

    /** What an iteration throws whose thread was interrupted; the flag is set again. */
    public static TaskCancelledException interruptedReader(String name, InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        return new TaskCancelledException(
                name, new CancelReason(Source.OWNER_INTERRUPTED, "its reader was interrupted", null, interrupt));
    }

    /** The clock of the current task's owner, or the system's. */
    public static Ticker ticker() {
        TaskCell<?> cell = TaskThread.currentCell();
        return cell == null ? Ticker.system() : cell.engine().ticker();
    }
}
