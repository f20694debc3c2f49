/** What standard output and standard error show: outputs never mixed, progress, a summary. */
@NullMarked
package io.github.stint.cli.output;

import org.jspecify.annotations.NullMarked;
