/** Benchmarks: what things cost, here and with the rivals. {@code ./bench} runs them. */
@NullMarked
package io.github.stint.bench;

import org.jspecify.annotations.NullMarked;
