/** What looks wrong in a row of snapshots. */
@NullMarked
package io.github.stint.control.internal.lint;

import org.jspecify.annotations.NullMarked;
