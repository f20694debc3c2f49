package io.github.stint.control.internal.serve;

import io.github.stint.Task;
import io.github.stint.TaskOwner;
import io.github.stint.control.internal.bind.Handler;
import io.github.stint.control.internal.filter.TaskFilter;
import io.github.stint.control.internal.json.JsonObject;
import io.github.stint.control.internal.look.Look;
import io.github.stint.control.internal.look.OwnerSource;
import io.github.stint.control.internal.look.OwnerSource.Owned;
import io.github.stint.control.internal.record.Recorder;
import io.github.stint.control.internal.wire.Codec;
import io.github.stint.control.internal.wire.Refusal;
import io.github.stint.control.internal.wire.Verb;
import io.github.stint.control.view.EndedTask;
import io.github.stint.control.view.ErrorCode;
import io.github.stint.control.view.TaskDetails;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The verbs that only look. */
final class Views {

    private final OwnerSource owners;
    private final Look look;
    private final Recorder recorder;
    private final Sampler sampler;
    private final Map<String, Handler<?>> handlers;

    Views(OwnerSource owners, Look look, Recorder recorder, Sampler sampler, Map<String, Handler<?>> handlers) {
        this.owners = owners;
        this.look = look;
        this.recorder = recorder;
        this.sampler = sampler;
        this.handlers = handlers;
    }

    JsonObject answer(Verb verb, Arguments arguments) {
        recorder.refresh();
        return switch (verb) {
            case OWNERS -> new JsonObject().putAll("owners", owners.open(), it -> Codec.write(look.owner(it)));
            case STATS -> Codec.write(look.owner(owners.find(arguments.owner())));
            case TASKS ->
                Codec.write(look.tasks(
                        owners.findAll(arguments.ownerOrNull()),
                        arguments.where(),
                        arguments.sort(),
                        arguments.limit()));
            case SHOW -> Codec.write(show(arguments));
            case TREE -> {
                List<Owned> roots = arguments.ownerOrNull() == null
                        ? owners.open()
                        : List.of(new Owned(owners.find(arguments.owner()).owner(), null));
                yield new JsonObject().putAll("owners", look.tree(roots, arguments.limit()), Codec::write);
            }
            case SERVICES ->
                new JsonObject()
                        .putAll("services", Look.services(owners.findAll(arguments.ownerOrNull())), Codec::write);
            case ENDED -> ended(arguments);
            case TIMES -> {
                requireRecords();
                yield new JsonObject().putAll("times", recorder.times(arguments.ownerOrNull()), Codec::write);
            }
            case WARNINGS -> {
                requireRecords();
                yield new JsonObject().putAll("warnings", sampler.warnings(), Codec::write);
            }
            case HANDLERS ->
                new JsonObject()
                        .putAll(
                                "handlers",
                                List.copyOf(handlers.values()),
                                it -> new JsonObject()
                                        .put("handler", it.name())
                                        .put("owner", it.owner().name())
                                        .put("arguments", it.arguments()));
            default -> throw new IllegalArgumentException("not a verb that looks: " + verb);
        };
    }

    private TaskDetails show(Arguments arguments) {
        Owned owned = owners.find(arguments.owner());
        TaskOwner owner = owned.owner();
        long id = arguments.json().number("task");
        Optional<Task<?>> task = owner.task(id);
        if (task.isPresent()) {
            boolean done = task.get().isDone(); // it may have ended and be on the books, as long as its callbacks run
            return look.details(owner, task.get(), done ? recorder.find(owner.name(), id) : null);
        }
        EndedTask ended = recorder.find(owner.name(), id);
        if (ended != null) {
            return new TaskDetails(ended.task(), List.of(), null, null, ended);
        }
        throw gone(owner, id);
    }

    /** Ids are given without gaps, so one that is not on the books has ended or never was. */
    static Refusal gone(TaskOwner owner, long id) {
        String name = "'" + owner.name() + "#" + id + "'";
        return id >= 1 && id <= owner.stats().submitted()
                ? new Refusal(ErrorCode.TASK_ENDED, name + " has ended, and nothing more is known of it")
                : new Refusal(ErrorCode.UNKNOWN_TASK, "there never was a task " + name);
    }

    private JsonObject ended(Arguments arguments) {
        requireRecords();
        String owner = arguments.ownerOrNull();
        TaskFilter where = arguments.where();
        Long after = arguments.json().numberOr("after", 0L);
        return Codec.write(recorder.ended(
                after == null ? 0 : after,
                recorder.last(),
                it -> (owner == null || it.task().owner().equals(owner)) && where.test(it.task()),
                arguments.limit()));
    }

    private void requireRecords() {
        if (!recorder.isOn()) {
            throw new Refusal(
                    ErrorCode.NOT_KEPT,
                    "nothing is kept of ended tasks, unless the server is told so or somebody watches them");
        }
    }
}
