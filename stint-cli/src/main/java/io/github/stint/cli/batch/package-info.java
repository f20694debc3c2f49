/** One run: the jobs, the pool they run on, and the signals that end it early. */
@NullMarked
package io.github.stint.cli.batch;

import org.jspecify.annotations.NullMarked;
