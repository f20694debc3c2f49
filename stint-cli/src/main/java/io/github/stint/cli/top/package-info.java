/**
 * The screen of {@code stint top}. {@link io.github.stint.cli.top.Top} is its loop: a key makes a new
 * {@link io.github.stint.cli.top.Model} of the one before ({@link io.github.stint.cli.top.Keys}), and so does what
 * {@link io.github.stint.cli.top.Link} has seen at the application, on a thread of its own; {@link io.github.stint.cli.top.Picture}
 * makes lines of a model. These know no terminal: only {@link io.github.stint.cli.top.Tty} does, and only that knows JLine.
 */
@NullMarked
package io.github.stint.cli.top;

import org.jspecify.annotations.NullMarked;
