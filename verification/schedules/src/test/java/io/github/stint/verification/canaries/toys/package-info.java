/** Small things of the kinds the library is made of, each broken in a way that is known from real code, and mended. */
@NullMarked
package io.github.stint.verification.canaries.toys;

import org.jspecify.annotations.NullMarked;
