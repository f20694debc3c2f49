/** What of the library is run under many schedules. */
@NullMarked
package io.github.stint.verification.scenarios;

import org.jspecify.annotations.NullMarked;
