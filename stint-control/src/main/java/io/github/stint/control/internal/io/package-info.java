/** Lines over many sockets, on one platform thread, within bounds. */
@NullMarked
package io.github.stint.control.internal.io;

import org.jspecify.annotations.NullMarked;
