package io.github.stint.internal.engine;

import io.github.stint.TaskOptions;

/** Tasks for tests of the parts, which nobody runs. */
final class Cells {

    private Cells() {}

    /** A task of no owner. */
    static TaskCell<String> cell() {
        return cell(TaskOptions.defaults());
    }

    /** A task of no owner that names that group. */
    static TaskCell<String> inGroup(String group) {
        return cell(TaskOptions.inGroup(group));
    }

    /** A task of no owner that a batch made. */
    static TaskCell<String> of(Group group) {
        return new TaskCell<>(Engine.none(), TaskOptions.defaults(), () -> "value", null, group, null, null);
    }

    private static TaskCell<String> cell(TaskOptions options) {
        return new TaskCell<>(Engine.none(), options, () -> "value");
    }
}
