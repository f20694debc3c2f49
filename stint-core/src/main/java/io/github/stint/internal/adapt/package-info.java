/** Tasks in the dress of the JDK's own types. */
@NullMarked
package io.github.stint.internal.adapt;

import org.jspecify.annotations.NullMarked;
