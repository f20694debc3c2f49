/** What others implement: who is told what happens, what is carried to the bodies, and sources of time. */
@NullMarked
package io.github.stint.spi;

import org.jspecify.annotations.NullMarked;
