/** Handlers that an application has registered, and how arguments in JSON become theirs. */
@NullMarked
package io.github.stint.control.internal.bind;

import org.jspecify.annotations.NullMarked;
