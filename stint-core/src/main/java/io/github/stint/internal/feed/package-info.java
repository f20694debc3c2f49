/** Pulls sources and hands results on. */
@NullMarked
package io.github.stint.internal.feed;

import org.jspecify.annotations.NullMarked;
