/** Tasks handed over one by one. */
@NullMarked
package io.github.stint.bench.submit;

import org.jspecify.annotations.NullMarked;
