/**
 * A seeded scheduler of virtual threads.
 *
 * <p>A {@link io.github.stint.verification.schedules.World} is one run of a scenario: all its threads are virtual, one at a
 * time is mounted, and which one is drawn from the seed. The classes under test are loaded by a
 * {@link io.github.stint.verification.schedules.Weaver}, which puts a possible switch before every access to a field and every
 * call into {@code java.util.concurrent}, and a clock of ours in the place of the machine's. So a seed is a schedule, which
 * can be run again; an {@link io.github.stint.verification.schedules.Explorer} tries many.
 *
 * <p>What it cannot see: effects of the memory model, since one thread runs at a time. For those there is jcstress.
 */
@NullMarked
package io.github.stint.verification.schedules;

import org.jspecify.annotations.NullMarked;
