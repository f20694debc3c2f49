/** What is remembered of ended tasks as long as somebody wants to know. */
@NullMarked
package io.github.stint.control.internal.record;

import org.jspecify.annotations.NullMarked;
