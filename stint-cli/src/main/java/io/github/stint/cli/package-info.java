/**
 * The command-line tool {@code stint}.
 *
 * <p>{@link Main} reads the command line, {@link RunCommand} checks it, {@link Batch} runs it on a task pool. Around it
 * stand small parts that know nothing of each other:
 *
 * <ul>
 *   <li>arguments: {@link ArgumentSource}, {@link ListedArguments}, {@link LineArguments};
 *   <li>what is run: {@link CommandTemplate}, {@link WordTemplate}, {@link ShellTemplate}, {@link ShellLine}, {@link
 *       ShellQuote}, {@link Executable};
 *   <li>processes: {@link JobRunner}, {@link Child}, {@link ProcessGroups}, {@link PosixSpawn}, {@link Posix};
 *   <li>output: {@link Spool}, {@link OutputOrder}, {@link InputOrder}, {@link Screen};
 *   <li>how it goes and ended: {@link Tally}, {@link ProgressLine}, {@link Summary}, {@link ExitStatus}, {@link
 *       StopLadder}, {@link Signals}.
 * </ul>
 *
 * <p>Words of commands travel as <em>raw strings</em>, one char a byte; see {@link RawWords}.
 */
@NullMarked
package io.github.stint.cli;

import org.jspecify.annotations.NullMarked;
