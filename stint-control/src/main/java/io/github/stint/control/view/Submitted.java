package io.github.stint.control.view;

import org.jspecify.annotations.Nullable;

/**
 * What was handed over to a handler.
 *
 * @param owner who has it
 * @param id the task, or null if it was a batch
 * @param name the full name of the task, or the group of the batch
 */
public record Submitted(String owner, @Nullable Long id, String name) {}
