/** What the library is given to do, and the books the load keeps of it. */
@NullMarked
package io.github.stint.soak.load;

import org.jspecify.annotations.NullMarked;
