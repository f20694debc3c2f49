/**
 * Tasks that are bounded, named, owned, cancellable, visible, and never lost.
 *
 * <p>One noun, {@link io.github.stint.Task}: a handle that is done only when its body has really ended. One rule: every
 * task belongs to a {@link io.github.stint.TaskOwner}, which lists it until it has ended. Which owner when:
 *
 * <ul>
 *   <li>{@link io.github.stint.TaskGroup}: a block of code whose tasks end with it.
 *   <li>{@link io.github.stint.TaskPool}: many tasks, so many at a time, steered while they run.
 *   <li>{@link io.github.stint.WorkerPool}: n workers of the same function; more or fewer while they run.
 *   <li>{@link io.github.stint.TaskManager}: an application's tasks, pools and services, closed together.
 *   <li>{@link io.github.stint.TaskService}: fire and forget; run for ever, restarted with back-off; schedules.
 *   <li>{@link io.github.stint.Concurrent}: a function over many elements, results as they come.
 *   <li>{@link io.github.stint.Tasks}: gather, race, wait, time limits.
 * </ul>
 *
 * <p><b>The colour rule.</b> A method that can wait declares {@link java.lang.InterruptedException}; a method that does
 * not declare it never waits. Two exceptions, forced by the JDK's interfaces: {@code close()} and iterating; both keep
 * the interrupt flag. A waiting method called by a task that was asked to stop throws {@code InterruptedException} at
 * once, even if the interrupt flag was swallowed.
 *
 * <p><b>Memory.</b> What happened before a task was handed to its owner is visible to its body; what the body did is
 * visible to whoever has seen that the task is done.
 *
 * <p>No argument may be null unless its description says so; a null throws {@link java.lang.NullPointerException} with
 * the name of the parameter, and nothing has happened then.
 */
@NullMarked
package io.github.stint;

import org.jspecify.annotations.NullMarked;
