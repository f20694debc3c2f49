/** One small program for each feature; the README beside them lists them, with what one sees. */
@NullMarked
package io.github.stint.examples;

import org.jspecify.annotations.NullMarked;
