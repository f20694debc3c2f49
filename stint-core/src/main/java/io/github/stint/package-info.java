/**
 * Tasks that are bounded, named, owned, cancellable, visible, and never lost. This page is the map.
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
 * <p>What they speak of:
 *
 * <ul>
 *   <li>{@link io.github.stint.TaskOptions}: what there is to say about a task, or about each of many.
 *   <li>{@link io.github.stint.TaskState}, {@link io.github.stint.TaskInfo}, {@link io.github.stint.Stats}: where a task
 *       stands, with a picture of its states, and where an owner does.
 *   <li>{@link io.github.stint.Outcome}: how a task ended, as data. {@link io.github.stint.CancelReason} tells why it was
 *       asked to stop, {@link io.github.stint.CancelResult} what a cancel found.
 *   <li>{@link io.github.stint.Shutdown}, {@link io.github.stint.CloseReport}: how an owner is closed, and how it was.
 *   <li>{@link io.github.stint.TaskBatch}, {@link io.github.stint.ResultStream}, {@link io.github.stint.Supervised}: the
 *       tasks of one call, results to be read, something that is run again and again.
 *   <li>{@link io.github.stint.TaskFailedException}, {@link io.github.stint.TaskCancelledException}: for whoever asks for the
 *       value of a task that has none; {@link io.github.stint.TaskGroupException} of a group,
 *       {@link io.github.stint.TaskRejectedException} of an owner that takes no task,
 *       {@link io.github.stint.SourceFailedException} of what elements are read from.
 *   <li>{@link io.github.stint.spi}: what users plug in.
 * </ul>
 *
 * <p><b>The colour rule.</b> A method that can wait declares {@link java.lang.InterruptedException}; a method that does
 * not declare it never waits. Two exceptions, forced by the JDK's interfaces: {@code close()} and iterating; both keep
 * the interrupt flag. A waiting method called by a task that was asked to stop throws {@code InterruptedException} at
 * once, even if the interrupt flag was swallowed.
 *
 * <p><b>Threads.</b> Every method of a task, an owner, a batch, or something supervised may be called from any thread; only
 * the results of a {@link io.github.stint.ResultStream} have one reader. Builders are for one thread at a time. All other
 * types are immutable.
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
