/** The same as elsewhere, on a machine that has other things to do. */
@NullMarked
package io.github.stint.bench.busy;

import org.jspecify.annotations.NullMarked;
