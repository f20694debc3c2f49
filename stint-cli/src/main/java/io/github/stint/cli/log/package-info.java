/** What is known of jobs beyond the life of this process: which have ended, and how. */
@NullMarked
package io.github.stint.cli.log;

import org.jspecify.annotations.NullMarked;
