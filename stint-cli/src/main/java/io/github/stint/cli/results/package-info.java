/** A folder with a folder for each job that has ended: what it wrote, and how it went. */
@NullMarked
package io.github.stint.cli.results;

import org.jspecify.annotations.NullMarked;
