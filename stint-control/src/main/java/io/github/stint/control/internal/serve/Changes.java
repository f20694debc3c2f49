package io.github.stint.control.internal.serve;

import io.github.stint.CancelResult;
import io.github.stint.CloseReport;
import io.github.stint.CloseReport.Straggler;
import io.github.stint.Shutdown;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskInfo;
import io.github.stint.TaskManager;
import io.github.stint.TaskOwner;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskService;
import io.github.stint.WorkerPool;
import io.github.stint.control.internal.bind.Handler;
import io.github.stint.control.internal.filter.TaskFilter;
import io.github.stint.control.internal.json.JsonObject;
import io.github.stint.control.internal.look.OwnerSource;
import io.github.stint.control.internal.look.OwnerSource.Owned;
import io.github.stint.control.internal.wire.Codec;
import io.github.stint.control.internal.wire.Refusal;
import io.github.stint.control.internal.wire.Verb;
import io.github.stint.control.internal.wire.Words;
import io.github.stint.control.view.Cancelled;
import io.github.stint.control.view.Closed;
import io.github.stint.control.view.Drained;
import io.github.stint.control.view.ErrorCode;
import io.github.stint.control.view.TaskList;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The verbs that change something. */
final class Changes {

    private static final int MOST_WORKERS = 10_000;
    private static final int MOST_CALLS = 10_000;
    private static final int MOST_FLUSHED = 1_000;
    private static final Duration USUAL_DRAIN = Duration.ofSeconds(10);
    private static final Duration USUAL_GRACE = Duration.ofSeconds(5);

    private final OwnerSource owners;
    private final Pauses pauses;
    private final Map<String, Handler<?>> handlers;

    Changes(OwnerSource owners, Pauses pauses, Map<String, Handler<?>> handlers) {
        this.owners = owners;
        this.pauses = pauses;
        this.handlers = handlers;
    }

    /** Whether it waits, so that it has to be done elsewhere. */
    static boolean waits(Verb verb) {
        return verb == Verb.DRAIN || verb == Verb.CLOSE;
    }

    /** Does it at once. */
    JsonObject answer(Verb verb, Arguments arguments, String who) {
        return switch (verb) {
            case CANCEL -> cancel(arguments, Words.asked(arguments.why(), who));
            case RESIZE -> {
                int size = arguments.json().integer("size", 0, Integer.MAX_VALUE);
                yield sizes(pauses.resize(owner(arguments), size), size);
            }
            case PAUSE -> sizes(pauses.pause(owner(arguments)), 0);
            case RESUME -> sizes(0, pauses.resume(owner(arguments)));
            case LOCK -> state(lock(owner(arguments)));
            case UNLOCK -> state(unlock(owner(arguments)));
            case FLUSH -> flush(owner(arguments));
            case WORKERS -> workers(owner(arguments), arguments.json());
            case RESTART -> restart(arguments);
            case SUBMIT ->
                Codec.write(handler(arguments)
                        .submit(arguments.json().value("args"), nameOrNull(arguments.json(), "name")));
            case MAP ->
                Codec.write(handler(arguments)
                        .map(
                                calls(arguments.json()),
                                arguments.json().integerOr("concurrency", 1, Integer.MAX_VALUE, 1),
                                nameOrNull(arguments.json(), "group")));
            default -> throw new IllegalArgumentException("not a verb that changes something at once: " + verb);
        };
    }

    /** Checks a request to wait, and gives back the wait. */
    Callable<JsonObject> waiting(Verb verb, Arguments arguments) {
        TaskOwner owner = owner(arguments);
        if (verb == Verb.DRAIN) {
            Duration within = arguments.time("within", USUAL_DRAIN);
            return () -> {
                boolean idle = lock(owner).awaitIdle(within);
                return Codec.write(new Drained(idle, owner.stats()));
            };
        }
        Shutdown how = new Shutdown(arguments.time("drain", USUAL_DRAIN), arguments.time("grace", USUAL_GRACE));
        return () -> {
            CloseReport report = owner.shutdown(how);
            return Codec.write(new Closed(
                    report.took(),
                    report.drained(),
                    report.failed(),
                    report.cancelled(),
                    report.stragglers().stream()
                            .limit(MOST_FLUSHED)
                            .map(Straggler::task)
                            .toList()));
        };
    }

    private TaskOwner owner(Arguments arguments) {
        return owners.find(arguments.owner()).owner();
    }

    private static @Nullable String nameOrNull(JsonObject request, String field) {
        String name = request.textOr(field, null);
        boolean fits = name == null
                || (!name.isBlank() && name.length() <= 200 && name.chars().noneMatch(Character::isISOControl));
        if (!fits) {
            throw new Refusal(
                    ErrorCode.BAD_ARGUMENT,
                    "'" + field + "' must have 1 to 200 characters, none of which controls a terminal");
        }
        return name;
    }

    private static JsonObject sizes(int from, int to) {
        return new JsonObject()
                .put("from", from == Integer.MAX_VALUE ? null : from)
                .put("to", to == Integer.MAX_VALUE ? null : to);
    }

    // ---- cancelling

    private JsonObject cancel(Arguments arguments, String why) {
        JsonObject request = arguments.json();
        boolean byId = request.has("task");
        boolean byGroup = request.has("group");
        boolean byFilter = request.has("where");
        if ((byId ? 1 : 0) + (byGroup ? 1 : 0) + (byFilter ? 1 : 0) != 1) {
            throw new Refusal(ErrorCode.BAD_ARGUMENT, "cancel needs one of task, group and where");
        }
        boolean dry = request.isTrue("dry");
        if (byId) {
            return cancelOne(owner(arguments), request.number("task"), why, dry);
        }
        if (byGroup) {
            return cancelGroup(owner(arguments), request.text("group"), why, dry);
        }
        TaskFilter where = arguments.where();
        int matching = 0;
        int requested = 0;
        for (Owned owned : owners.findAll(arguments.ownerOrNull())) {
            Cancelled one = cancelAll(owned.owner(), where, why, dry);
            matching += one.matching();
            requested += one.requested();
        }
        return Codec.write(new Cancelled(matching, requested));
    }

    private static JsonObject cancelOne(TaskOwner owner, long id, String why, boolean dry) {
        if (dry) {
            boolean live = owner.task(id).isPresent();
            return Codec.write(new Cancelled(live ? 1 : 0, 0));
        }
        CancelResult result = owner.cancel(id, why);
        if (result == CancelResult.UNKNOWN_ID) {
            throw Views.gone(owner, id);
        }
        return Codec.write(new Cancelled(1, result == CancelResult.REQUESTED ? 1 : 0))
                .put("result", result.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static JsonObject cancelGroup(TaskOwner owner, String group, String why, boolean dry) {
        Predicate<TaskInfo> isMember = it -> group.equals(it.group());
        if (dry || !(owner instanceof TaskPool pool)) {
            return Codec.write(cancelAll(owner, isMember, why, dry));
        }
        int matching = (int) pool.tasks().stream().filter(isMember).count();
        int requested = pool.cancelGroup(group, why);
        return Codec.write(new Cancelled(Math.max(matching, requested), requested));
    }

    /** The youngest first: a task may rely on one that was there before it. */
    private static Cancelled cancelAll(TaskOwner owner, Predicate<TaskInfo> which, String why, boolean dry) {
        int matching = 0;
        int requested = 0;
        for (TaskInfo task : owner.tasks().reversed()) {
            if (which.test(task)) {
                matching++;
                if (!dry && owner.cancel(task.id(), why) == CancelResult.REQUESTED) {
                    requested++;
                }
            }
        }
        return new Cancelled(matching, requested);
    }

    // ---- intake

    private static TaskOwner lock(TaskOwner owner) {
        switch (owner) {
            case TaskPool it -> it.lock();
            case WorkerPool it -> it.lock();
            case TaskManager it -> it.lock();
            case TaskService it -> it.lock();
            default -> throw cannotBeLocked(owner);
        }
        return owner;
    }

    private static TaskOwner unlock(TaskOwner owner) {
        switch (owner) {
            case TaskPool it -> it.unlock();
            case WorkerPool it -> it.unlock();
            case TaskManager it -> it.unlock();
            case TaskService it -> it.unlock();
            default -> throw cannotBeLocked(owner);
        }
        return owner;
    }

    private static Refusal cannotBeLocked(TaskOwner owner) {
        return new Refusal(
                ErrorCode.UNSUPPORTED,
                "'" + owner.name() + "' cannot be locked: it belongs to a block of code or a reader");
    }

    private static JsonObject state(TaskOwner owner) {
        return new JsonObject().put("state", owner.stats().state().name().toLowerCase(Locale.ROOT));
    }

    private static JsonObject flush(TaskOwner owner) {
        if (!(owner instanceof TaskPool pool)) {
            throw new Refusal(ErrorCode.UNSUPPORTED, "'" + owner.name() + "' keeps no ended tasks: it is no pool");
        }
        List<Task<?>> flushed = pool.flush();
        return Codec.write(new TaskList(
                flushed.size(),
                flushed.stream().limit(MOST_FLUSHED).map(Task::info).toList()));
    }

    // ---- workers and services

    private static JsonObject workers(TaskOwner owner, JsonObject request) {
        if (!(owner instanceof WorkerPool pool)) {
            throw new Refusal(ErrorCode.UNSUPPORTED, "'" + owner.name() + "' is no pool of workers");
        }
        long given =
                List.of("start", "stop", "size").stream().filter(request::has).count();
        if (given != 1) {
            throw new Refusal(ErrorCode.BAD_ARGUMENT, "workers needs one of start, stop and size");
        }
        JsonObject answer = new JsonObject();
        try {
            if (request.has("start")) {
                answer.putAll("started", pool.start(request.integer("start", 1, MOST_WORKERS)), Task::id);
            } else if (request.has("stop")) {
                long[] stopped = pool.stop(request.integer("stop", 1, MOST_WORKERS));
                answer.putAll("stopped", Arrays.stream(stopped).boxed().toList(), it -> it);
            } else {
                pool.scaleTo(request.integer("size", 0, MOST_WORKERS));
            }
        } catch (TaskRejectedException e) {
            throw new Refusal(ErrorCode.REJECTED, String.valueOf(e.getMessage()));
        }
        return answer.put("size", pool.size());
    }

    private JsonObject restart(Arguments arguments) {
        TaskOwner owner = owner(arguments);
        String name = arguments.json().text("service");
        if (!(owner instanceof TaskService service)) {
            throw new Refusal(ErrorCode.UNSUPPORTED, "'" + owner.name() + "' runs nothing for ever: it is no service");
        }
        List<Supervised> found = service.supervised().stream()
                .filter(it -> it.name().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new Refusal(ErrorCode.UNKNOWN_SERVICE, "'" + owner.name() + "' runs nothing named '" + name + "'");
        }
        long restarted = found.stream().filter(Supervised::interruptRun).count();
        if (restarted == 0) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "'" + name + "' does not run now: it is "
                            + found.getFirst()
                                    .state()
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', ' '));
        }
        return new JsonObject().put("interrupted", restarted);
    }

    // ---- handlers

    private Handler<?> handler(Arguments arguments) {
        String name = arguments.json().text("handler");
        Handler<?> handler = handlers.get(name);
        if (handler == null) {
            throw new Refusal(
                    ErrorCode.UNKNOWN_HANDLER,
                    "no handler is named " + JsonObject.shown(name)
                            + (handlers.isEmpty()
                                    ? "; there are none"
                                    : "; there are " + String.join(", ", handlers.keySet())));
        }
        return handler;
    }

    private static List<?> calls(JsonObject request) {
        if (!request.has("each")) {
            throw new Refusal(ErrorCode.BAD_ARGUMENT, "'each' is missing");
        }
        List<?> each = request.list("each");
        if (each.size() > MOST_CALLS) {
            throw new Refusal(ErrorCode.BAD_ARGUMENT, "'each' has at most " + MOST_CALLS + " elements: " + each.size());
        }
        return each;
    }
}
