/** What a task is made of: what each part costs by itself. */
@NullMarked
package io.github.stint.bench.parts;

import org.jspecify.annotations.NullMarked;
