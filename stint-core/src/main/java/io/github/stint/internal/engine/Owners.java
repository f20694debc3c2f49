package io.github.stint.internal.engine;

import io.github.stint.TaskOwner;
import io.github.stint.internal.watch.Recording;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The open owners of this JVM, and the names that are taken: a second owner of the same name shows as {@code name~2}.
 *
 * <p>An owner that is not closed stays here though nobody else holds it: so it is found, with all that runs in it. Only
 * streams are held weakly, since one that was dropped is closed by a cleaner.
 */
public final class Owners {

    private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();
    private static final Map<Core, Opened> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong UNNAMED = new AtomicLong();
    private static final AtomicLong OPENED = new AtomicLong();

    private Owners() {}

    private record Opened(
            long number,
            Engine engine,
            boolean named,
            @Nullable TaskOwner owner,
            @Nullable WeakReference<TaskOwner> weak) {

        @Nullable
        TaskOwner find() {
            return weak == null ? owner : weak.get();
        }
    }

    /** A name of its own for an owner, the one asked for if it is free. */
    public static String claim(String name) {
        if (NAMES.add(name)) {
            return name;
        }
        int number = 2;
        while (!NAMES.add(name + "~" + number)) {
            number++;
        }
        return name + "~" + number;
    }

    /** That name is free. */
    static void release(String name) {
        NAMES.remove(name);
    }

    /** A name for a short-lived owner that was given none. */
    public static String unnamed(String kind) {
        return kind + "-" + UNNAMED.incrementAndGet();
    }

    /** That owner is open; its name was claimed, or is one that many may have. */
    public static void opened(Engine engine, TaskOwner owner, boolean named) {
        OPEN.put(engine.core(), new Opened(OPENED.incrementAndGet(), engine, named, owner, null));
        Recording.opened(Owners::recordStats);
    }

    /** That owner is open, and is to be forgotten if nobody else holds it. */
    public static void openedWeakly(Engine engine, TaskOwner owner) {
        OPEN.put(engine.core(), new Opened(OPENED.incrementAndGet(), engine, false, null, new WeakReference<>(owner)));
    }

    /** It is closed: its name is free. */
    static void closed(Core core) {
        Opened opened = OPEN.remove(core);
        if (opened != null && opened.named) {
            release(core.options.name());
        }
    }

    /** The owner of that core, if it is open. */
    static @Nullable TaskOwner of(Core core) {
        Opened opened = OPEN.get(core);
        return opened == null ? null : opened.find();
    }

    /** Those that are open, in the order in which they were opened. */
    public static List<TaskOwner> open() {
        List<TaskOwner> owners = new ArrayList<>();
        for (Opened opened : inOrder()) {
            TaskOwner owner = opened.find();
            if (owner != null) {
                owners.add(owner);
            }
        }
        return List.copyOf(owners);
    }

    /** The tasks of those that are open; without those of an owner whose lock is held, for this never waits. */
    public static List<TaskCell<?>> tasksAtOnce() {
        List<TaskCell<?>> tasks = new ArrayList<>();
        for (Opened opened : inOrder()) {
            tasks.addAll(opened.engine.view().cellsAtOnce());
        }
        return tasks;
    }

    /** Has the numbers of those that are open go into a flight recording. */
    static void recordStats() {
        for (Opened opened : inOrder()) {
            Recording.stats(
                    opened.engine.name(),
                    opened.engine.core().options.kind(),
                    opened.engine.view().stats());
        }
    }

    private static List<Opened> inOrder() {
        List<Opened> all = new ArrayList<>(OPEN.values());
        all.sort(Comparator.comparingLong(Opened::number));
        return all;
    }
}
