/** What must be true when the load is over; each check knows what it was before. */
@NullMarked
package io.github.stint.soak.check;

import org.jspecify.annotations.NullMarked;
