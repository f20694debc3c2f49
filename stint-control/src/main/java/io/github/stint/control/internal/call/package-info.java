/** The client's end of a connection. */
@NullMarked
package io.github.stint.control.internal.call;

import org.jspecify.annotations.NullMarked;
