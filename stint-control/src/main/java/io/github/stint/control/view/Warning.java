package io.github.stint.control.view;

/**
 * One thing that looks wrong.
 *
 * @param lint what kind of thing
 * @param subject which owner, group, task or service, by its full name
 * @param text what was seen, with figures
 */
public record Warning(Lint lint, String subject, String text) {}
