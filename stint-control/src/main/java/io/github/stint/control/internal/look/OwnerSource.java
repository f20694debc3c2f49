package io.github.stint.control.internal.look;

import io.github.stint.TaskManager;
import io.github.stint.TaskOwner;
import io.github.stint.control.internal.wire.Refusal;
import io.github.stint.control.view.ErrorCode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The owners that are shown: those that are open now of the given ones and what they have adopted, or of all in this JVM. */
public final class OwnerSource {

    /** None are given if all are meant. */
    private final List<TaskOwner> given;

    /** Shows these, and what they adopt; all that are open if there are none. */
    public OwnerSource(List<TaskOwner> given) {
        this.given = List.copyOf(given);
    }

    /**
     * An owner.
     *
     * @param owner the owner
     * @param parent who has adopted it, if somebody has
     */
    public record Owned(TaskOwner owner, @Nullable TaskManager parent) {}

    /** Those that are open, a manager before what it has adopted. */
    public List<Owned> open() {
        IdentityHashMap<TaskOwner, TaskManager> parents = new IdentityHashMap<>();
        List<TaskOwner> open = TaskOwner.allOpen();
        for (TaskOwner owner : open) {
            if (owner instanceof TaskManager manager) {
                manager.adopted().forEach(it -> parents.put(it, manager));
            }
        }
        List<Owned> roots = new ArrayList<>();
        for (TaskOwner owner : open) {
            if (given.isEmpty() ? !parents.containsKey(owner) : isGiven(owner)) {
                roots.add(new Owned(owner, parents.get(owner)));
            }
        }
        Map<TaskOwner, Owned> all = new LinkedHashMap<>();
        roots.forEach(it -> add(it, all));
        return List.copyOf(all.values());
    }

    private boolean isGiven(TaskOwner owner) {
        return given.stream().anyMatch(it -> it == owner);
    }

    private static void add(Owned owned, Map<TaskOwner, Owned> to) {
        if (to.putIfAbsent(owned.owner(), owned) == null && owned.owner() instanceof TaskManager manager) {
            manager.adopted().forEach(it -> add(new Owned(it, manager), to));
        }
    }

    /** The open owner of that name. */
    public Owned find(String name) {
        List<Owned> found =
                open().stream().filter(it -> it.owner().name().equals(name)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw found.isEmpty()
                ? new Refusal(ErrorCode.UNKNOWN_OWNER, "no open owner is named '" + name + "'")
                : new Refusal(ErrorCode.AMBIGUOUS_OWNER, found.size() + " open owners are named '" + name + "'");
    }

    /** The open owner of that name, or all if none is given. */
    public List<Owned> findAll(@Nullable String name) {
        return name == null ? open() : List.of(find(name));
    }
}
