package io.github.stint;

import io.github.stint.internal.engine.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What can be said about one task, or about each task of a batch. Immutable: every method returns a changed copy.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>name: none; the full name is then {@code owner#id}
 *   <li>group: none; a batch makes one up
 *   <li>time limit: none
 *   <li>callbacks: none
 * </ul>
 */
public final class TaskOptions {

    private static final TaskOptions DEFAULTS = new TaskOptions(null, null, null, List.of(), List.of());

    private final @Nullable String name;
    private final @Nullable String group;
    private final @Nullable Duration timeout;
    private final List<Consumer<? super Task<?>>> onDone;
    private final List<Consumer<? super Task<?>>> onCancelled;

    private TaskOptions(
            @Nullable String name,
            @Nullable String group,
            @Nullable Duration timeout,
            List<Consumer<? super Task<?>>> onDone,
            List<Consumer<? super Task<?>>> onCancelled) {
        this.name = name;
        this.group = group;
        this.timeout = timeout;
        this.onDone = onDone;
        this.onCancelled = onCancelled;
    }

    /**
     * The defaults.
     *
     * @return options that say nothing
     */
    public static TaskOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The defaults with a name.
     *
     * @param name the name
     * @return the options
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     */
    public static TaskOptions named(String name) {
        return DEFAULTS.name(name);
    }

    /**
     * The defaults with a group.
     *
     * @param group the name of the group
     * @return the options
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     */
    public static TaskOptions inGroup(String group) {
        return DEFAULTS.group(group);
    }

    /**
     * Names the task. Several tasks may have one name; their ids tell them apart.
     *
     * @param name the name
     * @return the changed copy
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     */
    public TaskOptions name(String name) {
        return new TaskOptions(Names.check("name", name), group, timeout, onDone, onCancelled);
    }

    /**
     * Puts the task into a group, which exists as long as a task or a batch is in it.
     *
     * @param group the name of the group
     * @return the changed copy
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     */
    public TaskOptions group(String group) {
        return new TaskOptions(name, Names.check("group", group), timeout, onDone, onCancelled);
    }

    /**
     * Limits the time of the body, counted from its start, not from the queue. A task over its limit is asked to stop;
     * when its body gives in, it is a {@link Outcome.Failure} of {@link java.util.concurrent.TimeoutException}. A limit
     * of zero or less means "only if it need not wait": the body begins already asked to stop.
     *
     * @param timeout the limit
     * @return the changed copy
     */
    public TaskOptions timeout(Duration timeout) {
        return new TaskOptions(name, group, Objects.requireNonNull(timeout, "timeout"), onDone, onCancelled);
    }

    /**
     * Calls somebody when the task has ended, however it did: after its slot was returned and its outcome published.
     * Several are called in the order in which they were given. See {@link Task#onDone}.
     *
     * @param callback who is called
     * @return the changed copy
     */
    public TaskOptions onDone(Consumer<? super Task<?>> callback) {
        Objects.requireNonNull(callback, "callback");
        return new TaskOptions(name, group, timeout, both(onDone, callback), onCancelled);
    }

    /**
     * Calls somebody when the task ends cancelled: before every {@code onDone}. A task that had begun still holds its
     * slot and has no published outcome then; one that never began has ended already.
     *
     * @param callback who is called
     * @return the changed copy
     */
    public TaskOptions onCancelled(Consumer<? super Task<?>> callback) {
        Objects.requireNonNull(callback, "callback");
        return new TaskOptions(name, group, timeout, onDone, both(onCancelled, callback));
    }

    /**
     * The name.
     *
     * @return the name, or null if none was given
     */
    public @Nullable String name() {
        return name;
    }

    /**
     * The group.
     *
     * @return the name of the group, or null if none was given
     */
    public @Nullable String group() {
        return group;
    }

    /**
     * The time limit.
     *
     * @return the limit of the body, or null if none was given
     */
    public @Nullable Duration timeout() {
        return timeout;
    }

    /**
     * Who is called at the end.
     *
     * @return the callbacks, in the order in which they were given
     */
    public List<Consumer<? super Task<?>>> onDone() {
        return onDone;
    }

    /**
     * Who is called at a cancelled end.
     *
     * @return the callbacks, in the order in which they were given
     */
    public List<Consumer<? super Task<?>>> onCancelled() {
        return onCancelled;
    }

    private static List<Consumer<? super Task<?>>> both(
            List<Consumer<? super Task<?>>> before, Consumer<? super Task<?>> callback) {
        List<Consumer<? super Task<?>>> all = new ArrayList<>(before);
        all.add(callback);
        return List.copyOf(all);
    }
}
