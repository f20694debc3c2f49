/** Deadlines on a thread of their own. */
@NullMarked
package io.github.stint.internal.time;

import org.jspecify.annotations.NullMarked;
