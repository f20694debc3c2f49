/** A million at once, and costs that must not grow. */
@NullMarked
package io.github.stint.bench.many;

import org.jspecify.annotations.NullMarked;
