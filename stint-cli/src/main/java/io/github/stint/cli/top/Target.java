package io.github.stint.cli.top;

import org.jspecify.annotations.Nullable;

/** What a row is about, and so what a key is done to. */
sealed interface Target {

    /** The owner, or the one of it. */
    String owner();

    /** What people call it. */
    String shown();

    /** An owner. */
    record OfOwner(String owner) implements Target {
        @Override
        public String shown() {
            return owner;
        }
    }

    /**
     * The tasks of a group.
     *
     * @param group its name; null for those without a group
     */
    record OfGroup(String owner, @Nullable String group) implements Target {
        @Override
        public String shown() {
            return owner + "/" + (group == null ? "" : group);
        }
    }

    /** A task; its name is not what tells it from others. */
    record OfTask(String owner, long id, @Nullable String group, String shown) implements Target {}
}
