/** The lock of all parts. */
@NullMarked
package io.github.stint.internal.lock;

import org.jspecify.annotations.NullMarked;
