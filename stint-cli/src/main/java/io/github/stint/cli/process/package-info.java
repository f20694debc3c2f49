/** Processes of the system: how a program is found, started in a group of its own, followed and killed. */
@NullMarked
package io.github.stint.cli.process;

import org.jspecify.annotations.NullMarked;
