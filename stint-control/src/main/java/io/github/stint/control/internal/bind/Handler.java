package io.github.stint.control.internal.bind;

import io.github.stint.Fn;
import io.github.stint.Task;
import io.github.stint.TaskBatch;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskOwner;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskService;
import io.github.stint.control.internal.json.JsonFault;
import io.github.stint.control.internal.wire.Refusal;
import io.github.stint.control.view.ErrorCode;
import io.github.stint.control.view.Submitted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function that may be called from outside, and the owner whose tasks do it.
 *
 * @param <A> its argument
 */
public final class Handler<A> {

    private final String name;
    private final TaskOwner owner;
    private final List<String> arguments;
    private final Function<@Nullable Object, A> bind;
    private final Fn<? super A, ?> body;

    private Handler(
            String name,
            TaskOwner owner,
            List<String> arguments,
            Function<@Nullable Object, A> bind,
            Fn<? super A, ?> body) {
        this.name = name;
        this.owner = owner;
        this.arguments = arguments;
        this.bind = bind;
        this.body = body;
        switch (owner) {
            case TaskPool _, TaskManager _, TaskService _ -> {}
            default ->
                throw new IllegalArgumentException(
                        "handler '" + name + "' needs a TaskPool, TaskManager or TaskService, not " + owner);
        }
    }

    /** One whose arguments are a record. */
    public static <A extends Record> Handler<A> ofRecord(
            String name, TaskOwner owner, RecordBinder<A> binder, Fn<? super A, ?> body) {
        return new Handler<>(name, owner, binder.names(), binder, body);
    }

    /** One whose arguments are a list of what JSON has. */
    public static Handler<List<?>> ofList(String name, TaskOwner owner, Fn<? super List<?>, ?> body) {
        return new Handler<>(name, owner, List.of(), Handler::list, body);
    }

    private static List<?> list(@Nullable Object json) {
        return switch (json) {
            case null -> List.of();
            case List<?> list -> list;
            case Object one -> List.of(one);
        };
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Whose tasks do it. */
    public TaskOwner owner() {
        return owner;
    }

    /** The names of its arguments; empty if it takes a list. */
    public List<String> arguments() {
        return arguments;
    }

    /** Hands one call over; does not wait. */
    public Submitted submit(@Nullable Object args, @Nullable String as) {
        A argument = bound(args);
        TaskOptions options = TaskOptions.named(as == null ? name : as);
        try {
            return switch (owner) {
                case TaskPool pool -> {
                    Task<?> task = pool.trySubmit(options, () -> body.apply(argument))
                            .orElseThrow(() -> new Refusal(
                                    ErrorCode.REJECTED,
                                    "'" + pool.name() + "' is full: "
                                            + pool.stats().running() + " of " + pool.size() + " run"));
                    yield new Submitted(pool.name(), task.id(), task.name());
                }
                case TaskManager manager -> {
                    Task<?> task = manager.spawn(options, () -> body.apply(argument));
                    yield new Submitted(manager.name(), task.id(), task.name());
                }
                case TaskService service -> {
                    service.schedule(options, () -> {
                        Object ignored = body.apply(argument);
                    });
                    yield new Submitted(service.name(), null, service.name() + "/" + options.name());
                }
                default -> throw new IllegalStateException("not an owner for handlers: " + owner);
            };
        } catch (TaskRejectedException e) {
            throw rejected(e);
        }
    }

    /** Hands many calls over as a batch, so many at a time; does not wait. All are understood before the first is begun. */
    public Submitted map(List<?> each, int concurrency, @Nullable String group) {
        if (!(owner instanceof TaskPool pool)) {
            throw new Refusal(
                    ErrorCode.UNSUPPORTED,
                    "handler '" + name + "' belongs to '" + owner.name() + "', which is no pool");
        }
        List<A> bound = new ArrayList<>();
        for (Object args : each) {
            bound.add(bound(args));
        }
        TaskOptions options = TaskOptions.named(name);
        try {
            TaskBatch<?> batch =
                    pool.map(group == null ? options : options.group(group), bound, concurrency, body::apply);
            return new Submitted(pool.name(), null, batch.group());
        } catch (TaskRejectedException e) {
            throw rejected(e);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ErrorCode.CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    private A bound(@Nullable Object args) {
        try {
            return bind.apply(args);
        } catch (JsonFault e) {
            throw new Refusal(ErrorCode.BAD_ARGUMENT, "'" + name + "': " + e.getMessage());
        } catch (RuntimeException e) {
            // the record's own constructor refuses them
            throw new Refusal(
                    ErrorCode.BAD_ARGUMENT, "'" + name + "' does not take these arguments: " + e.getMessage());
        }
    }

    private static Refusal rejected(TaskRejectedException e) {
        return new Refusal(ErrorCode.REJECTED, String.valueOf(e.getMessage()));
    }
}
