/** What concerns the whole JVM: that it does not end while there is work, what it does at its end, and whether its virtual threads run. */
@NullMarked
package io.github.stint.internal.jvm;

import org.jspecify.annotations.NullMarked;
