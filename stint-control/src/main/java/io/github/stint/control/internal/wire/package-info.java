/** The words of the protocol: verbs, and how values are written as JSON and read back. */
@NullMarked
package io.github.stint.control.internal.wire;

import org.jspecify.annotations.NullMarked;
