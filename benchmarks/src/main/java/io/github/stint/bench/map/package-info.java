/** One function over many elements. */
@NullMarked
package io.github.stint.bench.map;

import org.jspecify.annotations.NullMarked;
