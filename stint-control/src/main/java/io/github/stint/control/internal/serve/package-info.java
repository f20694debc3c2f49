/** What each verb does, and for whom. */
@NullMarked
package io.github.stint.control.internal.serve;

import org.jspecify.annotations.NullMarked;
