/** What is carried from the thread that hands a task over to the one that runs it. */
@NullMarked
package io.github.stint.internal.context;

import org.jspecify.annotations.NullMarked;
