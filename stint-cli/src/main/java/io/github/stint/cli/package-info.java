/**
 * The command-line tool {@code stint}: {@link Main} reads the command line, {@link RunCommand} makes a plan of it.
 *
 * <p>The rest is in packages beneath, each of which knows only packages further down this list:
 *
 * <ul>
 *   <li>{@link io.github.stint.cli.top}: the screen on which a running application is seen and steered;
 *   <li>{@link io.github.stint.cli.steer}: what is asked of a running application, and how the answer is shown; knows no more
 *       of the rest than words;
 *   <li>{@link io.github.stint.cli.batch}: carries the plan out, on a task pool, and ends early when a signal says so;
 *   <li>{@link io.github.stint.cli.output}: what standard output and standard error show;
 *   <li>{@link io.github.stint.cli.job}: one argument's turn, and how many there were;
 *   <li>{@link io.github.stint.cli.results}: a folder with what each job wrote;
 *   <li>{@link io.github.stint.cli.control}: when a job may start, how long it may run, and what follows from its end;
 *   <li>{@link io.github.stint.cli.process}, {@link io.github.stint.cli.command}, {@link io.github.stint.cli.arguments}:
 *       processes, what they run, and for what; these know nothing of each other;
 *   <li>{@link io.github.stint.cli.spool}: what a command wrote, until it is shown;
 *   <li>{@link io.github.stint.cli.manual}: what is made of the pages of help;
 *   <li>{@link io.github.stint.cli.words}: words as bytes, quotes and exit statuses.
 * </ul>
 *
 * <p>Words of commands travel as <em>raw strings</em>, one char a byte; see {@link io.github.stint.cli.words.RawWords}.
 */
@NullMarked
package io.github.stint.cli;

import org.jspecify.annotations.NullMarked;
