/** What the tasks do, how much of it, and who asks for it. */
@NullMarked
package io.github.stint.bench.work;

import org.jspecify.annotations.NullMarked;
