package io.github.stint.test;

import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * An extension of JUnit: a test fails if it leaves behind an open {@link io.github.stint.TaskOwner}, a task, a straggler, or
 * any other thread, virtual or not. So does a class of tests, for what its tests share. The message names each owner with
 * its tasks and each thread with its stack, and a file with all threads of the JVM as JSON.
 *
 * {@snippet :
 * @ExtendWith(NothingLeftBehind.class)
 * class CrawlerTest {}
 * }
 *
 * <p>It is also found by itself where {@code junit.jupiter.extensions.autodetection.enabled} is {@code true}.
 *
 * <ul>
 *   <li>What was there before the instance of the test class was made is not looked at.
 *   <li>It looks after everything else of the test is over: {@code @AfterEach}, {@code @AutoClose}, and other extensions.
 *   <li>What is still about to end has five seconds for it. A test that leaves nothing waits for nothing.
 *   <li>Threads of the JVM and of the library that live as long as the JVM are left out.
 *   <li>{@link LeavesBehind} says that a test does so on purpose.
 * </ul>
 *
 * <p>Start the JVM of the tests with {@code --add-exports java.base/jdk.internal.vm=ALL-UNNAMED}: then it asks the JDK for the
 * threads, which costs some hundred microseconds a test. Without that it costs one or two thread dumps, about a millisecond each, and
 * JDK 25.0.3 has an error by which a dump ends the JVM if a thread ends at that moment. That is rare, and less so where threads come
 * and go.
 *
 * <p>As it looks at the whole JVM, tests must run one after the other: it refuses those that JUnit runs in parallel.
 */
public final class NothingLeftBehind
        implements BeforeAllCallback, BeforeEachCallback, TestInstancePreConstructCallback {

    private static final Namespace OURS = Namespace.create(NothingLeftBehind.class);

    private final Duration patience;

    /** Made by JUnit. */
    public NothingLeftBehind() {
        this(Duration.ofSeconds(5));
    }

    /** Waits so long for what is about to end. */
    NothingLeftBehind(Duration patience) {
        this.patience = patience;
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        watch(context);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        watch(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        watch(context);
    }

    /** JUnit closes what is stored when all of the test is over; if that throws, the test has failed. */
    private void watch(ExtensionContext context) {
        if (context.getExecutionMode() == ExecutionMode.CONCURRENT) {
            throw new ExtensionConfigurationException("'" + context.getDisplayName()
                    + "' may run in parallel to others: what it leaves behind cannot be told from what they need");
        }
        Watch ignored = context.getStore(OURS)
                .computeIfAbsent(context.getUniqueId(), id -> new Watch(context, patience), Watch.class);
    }
}
