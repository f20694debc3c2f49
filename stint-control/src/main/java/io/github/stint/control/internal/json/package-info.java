/** JSON as a small tree, read strictly and within bounds. */
@NullMarked
package io.github.stint.control.internal.json;

import org.jspecify.annotations.NullMarked;
