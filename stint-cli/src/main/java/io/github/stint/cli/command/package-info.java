/** What is run for an argument: the words of a command, or a line for a shell. */
@NullMarked
package io.github.stint.cli.command;

import org.jspecify.annotations.NullMarked;
