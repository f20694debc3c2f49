/** A few tasks that are joined together. */
@NullMarked
package io.github.stint.bench.group;

import org.jspecify.annotations.NullMarked;
