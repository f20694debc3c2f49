/** When a job may start, how long it may run, whether it gets another try, and when the rest is not run any more. */
@NullMarked
package io.github.stint.cli.control;

import org.jspecify.annotations.NullMarked;
