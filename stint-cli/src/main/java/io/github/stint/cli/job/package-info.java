/** One argument's turn: its command from start to end, and the count of all of them. */
@NullMarked
package io.github.stint.cli.job;

import org.jspecify.annotations.NullMarked;
