/** Who may connect: socket files, the folder of local sockets, peers and tokens. */
@NullMarked
package io.github.stint.control.internal.socket;

import org.jspecify.annotations.NullMarked;
