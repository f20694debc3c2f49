/** Where the arguments come from: the command line, a file or standard input. */
@NullMarked
package io.github.stint.cli.arguments;

import org.jspecify.annotations.NullMarked;
