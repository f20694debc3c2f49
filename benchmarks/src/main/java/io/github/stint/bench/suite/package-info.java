/** What there is to measure: suites of heats, heats of contenders. */
@NullMarked
package io.github.stint.bench.suite;

import org.jspecify.annotations.NullMarked;
