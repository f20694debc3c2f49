/** What is run again and again: the loops, their pauses, and where each of them stands. */
@NullMarked
package io.github.stint.internal.supervise;

import org.jspecify.annotations.NullMarked;
