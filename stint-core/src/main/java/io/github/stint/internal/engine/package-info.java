/** Tasks, their admission, their books and their owner's life. */
@NullMarked
package io.github.stint.internal.engine;

import org.jspecify.annotations.NullMarked;
