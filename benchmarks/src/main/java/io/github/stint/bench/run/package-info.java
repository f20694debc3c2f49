/** The forks that measure, by turns. */
@NullMarked
package io.github.stint.bench.run;

import org.jspecify.annotations.NullMarked;
