/** A program that uses all of the library at once for a given time, and looks afterwards what is left of it. */
@NullMarked
package io.github.stint.soak;

import org.jspecify.annotations.NullMarked;
