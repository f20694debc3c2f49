/** What is made of the pages of help: a manual page, and what shells need to complete command lines. */
@NullMarked
package io.github.stint.cli.manual;

import org.jspecify.annotations.NullMarked;
