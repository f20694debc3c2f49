/**
 * For tests of code with tasks. {@link io.github.stint.test.VirtualTicker} lets an hour pass in a moment,
 * {@link io.github.stint.test.Gate} holds bodies where a test wants them, {@link io.github.stint.test.Standstill} and
 * {@link io.github.stint.test.Eventually} wait for what nobody tells. {@link io.github.stint.test.NothingLeftBehind} and
 * {@link io.github.stint.test.NoPins} are extensions of JUnit; the rest needs no test framework.
 *
 * <p>All waits of this package end by themselves: after 30 seconds they fail with an {@link AssertionError} that says what
 * did not come about. They are assertions, so they do not declare {@link InterruptedException}: an interrupt does not end
 * them, and the flag is kept. Only {@link io.github.stint.test.Gate#pass()}, which the code under test calls, gives in.
 */
@NullMarked
package io.github.stint.test;

import org.jspecify.annotations.NullMarked;
