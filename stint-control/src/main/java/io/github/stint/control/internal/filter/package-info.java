/** Which tasks are meant: the small language of filters. */
@NullMarked
package io.github.stint.control.internal.filter;

import org.jspecify.annotations.NullMarked;
