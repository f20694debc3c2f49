/** What others implement: sources of time. */
@NullMarked
package io.github.stint.spi;

import org.jspecify.annotations.NullMarked;
