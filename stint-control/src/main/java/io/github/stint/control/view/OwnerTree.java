package io.github.stint.control.view;

import io.github.stint.TaskInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An owner, with what it has adopted and its tasks by groups.
 *
 * @param owner a look at it
 * @param owners the owners it has adopted
 * @param groups its tasks, those without a group first
 */
public record OwnerTree(OwnerView owner, List<OwnerTree> owners, List<Branch> groups) {

    /** Copies the lists. */
    public OwnerTree {
        owners = List.copyOf(owners);
        groups = List.copyOf(groups);
    }

    /**
     * The tasks of one group.
     *
     * @param group its name, or null for tasks without a group
     * @param live how many it has
     * @param tasks the oldest of them
     */
    public record Branch(@Nullable String group, int live, List<TaskInfo> tasks) {

        /** Copies the list. */
        public Branch {
            tasks = List.copyOf(tasks);
        }
    }
}
