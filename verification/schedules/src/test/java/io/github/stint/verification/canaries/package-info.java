/** What the scheduler must find. */
@NullMarked
package io.github.stint.verification.canaries;

import org.jspecify.annotations.NullMarked;
