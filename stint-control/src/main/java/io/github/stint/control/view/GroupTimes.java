package io.github.stint.control.view;

import org.jspecify.annotations.Nullable;

/**
 * The times of the ended tasks of one group, since somebody has been watching.
 *
 * @param owner the owner
 * @param group the group, or null for tasks without one
 * @param waited how long they waited for a slot
 * @param ran how long they ran
 */
public record GroupTimes(String owner, @Nullable String group, Distribution waited, Distribution ran) {}
