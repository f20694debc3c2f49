/** What is asked of a running application over its control socket, and how the answer is shown. */
@NullMarked
package io.github.stint.cli.steer;

import org.jspecify.annotations.NullMarked;
