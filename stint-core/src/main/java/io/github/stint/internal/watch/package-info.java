/** Who is told what happens: listeners and flight recordings. */
@NullMarked
package io.github.stint.internal.watch;

import org.jspecify.annotations.NullMarked;
