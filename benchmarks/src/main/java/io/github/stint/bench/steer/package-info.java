/** One task at a time, and steering while there are many. */
@NullMarked
package io.github.stint.bench.steer;

import org.jspecify.annotations.NullMarked;
