package io.github.stint.test;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * An extension of JUnit: tests fail if the library pins a virtual thread to its carrier. It listens to a flight recording
 * of the JVM, the event {@code jdk.VirtualThreadPinned} of any length.
 *
 * {@snippet :
 * @ExtendWith(NoPins.class)
 * class CrawlerTest {}
 * }
 *
 * <p>A pin is the library's if its code is the first above the JDK's on the stack, unless a static initialiser of somebody
 * else stands further below: a thread that waits in one is pinned whatever it waits for. Who pins without any of our code
 * is not our concern; a flight recording tells of that.
 *
 * <p>It is also found by itself where {@code junit.jupiter.extensions.autodetection.enabled} is {@code true}.
 *
 * <p>The JVM tells of a pin about a second later. So what fails is the class of tests at whose end it is known, or at
 * last the whole run; the message names the test during which it happened. It costs the start of a recording for each JVM, not for each test.
 */
public final class NoPins implements BeforeAllCallback, BeforeEachCallback {

    private static final Namespace OURS = Namespace.create(NoPins.class);

    /** Made by JUnit. */
    public NoPins() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        Pins pins = pins(context);
        AtEnd ignored =
                context.getStore(OURS).computeIfAbsent(context.getUniqueId(), id -> new AtEnd(pins), AtEnd.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        pins(context).begins(context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName());
    }

    private static Pins pins(ExtensionContext context) {
        return context.getRoot().getStore(OURS).computeIfAbsent(Pins.class, key -> Pins.listen(), Pins.class);
    }

    /** JUnit closes it at the end of the class, and if that throws, the class has failed. */
    private record AtEnd(Pins pins) implements AutoCloseable {
        @Override
        public void close() {
            pins.failIfAny();
        }
    }
}
