package io.github.stint.control.internal.record;

/**
 * The failures of an owner's tasks that nobody asked about.
 *
 * @param owner the owner
 * @param count how many, since somebody began to look
 * @param task the name of the one that was told last
 * @param error what that one failed with, in words
 */
public record Unobserved(String owner, long count, String task, String error) {

    Unobserved and(Unobserved later) {
        return new Unobserved(owner, count + later.count, later.task, later.error);
    }
}
