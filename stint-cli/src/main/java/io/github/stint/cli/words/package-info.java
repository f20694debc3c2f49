/** What passes between the tool and its caller: words as bytes, how they are quoted, what is wrong with them, and the exit status. */
@NullMarked
package io.github.stint.cli.words;

import org.jspecify.annotations.NullMarked;
