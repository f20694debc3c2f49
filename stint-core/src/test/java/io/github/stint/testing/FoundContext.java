package io.github.stint.testing;

import io.github.stint.spi.ContextPropagator;

/** A propagator that is found by the service loader, and so serves every owner of the tests. */
public final class FoundContext implements ContextPropagator {

    /** What it carries, where it is bound. */
    public static final ScopedValue<String> FOUND = ScopedValue.newInstance();

    private final ContextPropagator found = ContextPropagator.scopedValues(FOUND);

    @Override
    public Captured capture() {
        return found.capture();
    }
}
