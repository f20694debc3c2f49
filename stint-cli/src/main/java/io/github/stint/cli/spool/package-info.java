/** What a command wrote, kept until it is its turn to be shown. */
@NullMarked
package io.github.stint.cli.spool;

import org.jspecify.annotations.NullMarked;
