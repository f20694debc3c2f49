/** A look at live owners and tasks, as values. */
@NullMarked
package io.github.stint.control.internal.look;

import org.jspecify.annotations.NullMarked;
