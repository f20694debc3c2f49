/** What was measured: ratios, goals, tables, plots. */
@NullMarked
package io.github.stint.bench.result;

import org.jspecify.annotations.NullMarked;
