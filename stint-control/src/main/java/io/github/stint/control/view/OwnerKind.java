package io.github.stint.control.view;

import io.github.stint.ResultStream;
import io.github.stint.TaskGroup;
import io.github.stint.TaskManager;
import io.github.stint.TaskOwner;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import io.github.stint.WorkerPool;
import java.util.Locale;

/** What kind of owner it is, which says what can be done with it. */
public enum OwnerKind {
    /** A {@link TaskPool}. */
    POOL,
    /** A {@link WorkerPool}. */
    WORKERS,
    /** A {@link TaskManager}. */
    MANAGER,
    /** A {@link TaskService}. */
    SERVICE,
    /** A {@link TaskGroup}. */
    GROUP,
    /** A {@link ResultStream}. */
    STREAM;

    /**
     * The kind of an owner.
     *
     * @param owner the owner
     * @return its kind
     */
    public static OwnerKind of(TaskOwner owner) {
        return switch (owner) {
            case TaskPool _ -> POOL;
            case WorkerPool _ -> WORKERS;
            case TaskManager _ -> MANAGER;
            case TaskService _ -> SERVICE;
            case TaskGroup _ -> GROUP;
            case ResultStream<?> _ -> STREAM;
        };
    }

    /**
     * The word on the wire.
     *
     * @return the name in lower case
     */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
