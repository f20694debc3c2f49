package io.github.stint.test;

import io.github.stint.TaskInfo;
import io.github.stint.TaskOwner;
import io.github.stint.test.ThreadDump.Shown;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What was there before a test, to tell what it left behind.
 *
 * <p>Of the threads only the newest is noted: the JVM numbers them in the order in which they are made, and no number
 * comes back. So nothing has to be dumped before a test. Owners are held weakly, because a stream that nobody holds is to
 * be found.
 */
final class Watch implements AutoCloseable {

    private static final long LONGEST_PAUSE_NANOS = 50_000_000L;

    /** What a test was let off or has failed for: nothing is told twice. */
    private static final Set<Long> KNOWN_THREADS = ConcurrentHashMap.newKeySet();

    private static final Set<TaskOwner> KNOWN_OWNERS = weakSet();

    private final ExtensionContext test;
    private final Duration patience;
    private final Set<TaskOwner> ownersBefore = weakSet();
    private final long newestThreadBefore;
    private final Optional<String> reason;

    Watch(ExtensionContext test, Duration patience) {
        this.test = test;
        this.patience = patience;
        this.reason = reason(test);
        ownersBefore.addAll(TaskOwner.allOpen());
        newestThreadBefore = Thread.ofVirtual().unstarted(() -> {}).threadId();
    }

    private record Left(List<TaskOwner> owners, List<Shown> threads) {

        boolean isNothing() {
            return owners.isEmpty() && threads.isEmpty();
        }
    }

    /** @throws AssertionError if something was left behind */
    @Override
    public void close() {
        Left left = look();
        if (reason.isEmpty()) {
            left = awaitNothing(left);
        }
        if (left.isNothing()) {
            return;
        }
        KNOWN_OWNERS.addAll(left.owners());
        left.threads().forEach(thread -> KNOWN_THREADS.add(thread.id()));
        if (reason.isEmpty()) {
            throw new AssertionError(inWords(left));
        }
    }

    private Left awaitNothing(Left first) {
        Left left = first;
        long begun = System.nanoTime();
        long pause = 200_000;
        while (!left.isNothing() && System.nanoTime() - begun < patience.toNanos()) {
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            left = look();
        }
        return left;
    }

    private Left look() {
        List<TaskOwner> owners = TaskOwner.allOpen().stream()
                .filter(owner -> !ownersBefore.contains(owner) && !KNOWN_OWNERS.contains(owner))
                .toList();
        long self = Thread.currentThread().threadId();
        List<Shown> threads = ThreadDump.take().stream()
                .filter(thread -> thread.id() > newestThreadBefore
                        && thread.id() != self
                        && !KNOWN_THREADS.contains(thread.id())
                        && !LongLived.contains(thread.name()))
                .toList();
        return new Left(owners, threads);
    }

    private String inWords(Left left) {
        List<String> lines = new ArrayList<>();
        lines.add("'" + name() + "' left something behind that did not end within " + patience.toMillis() + " ms:");
        for (TaskOwner owner : left.owners()) {
            List<TaskInfo> tasks = owner.tasks();
            lines.add("  owner '" + owner.name() + "' is open, with " + tasks.size() + " tasks");
            for (TaskInfo task : tasks) {
                lines.add("    task '" + task.name() + "' " + task.state() + ", ran for " + task.ranFor());
            }
        }
        left.threads().forEach(thread -> lines.add("  " + thread.inWords()));
        lines.add("  all threads: " + dumped());
        return String.join("\n", lines);
    }

    /** Where the dump is. One that cannot be written must not hide what was left behind. */
    private String dumped() {
        AtomicReference<String> where = new AtomicReference<>("not written");
        try {
            test.publishFile("left-behind.json", MediaType.APPLICATION_JSON, file -> {
                boolean ignored = Files.deleteIfExists(file);
                ThreadDump.writeJson(file);
                where.set(relative(file));
            });
        } catch (RuntimeException e) {
            where.set("not written: " + e);
        }
        return where.get();
    }

    private static String relative(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = file.toAbsolutePath();
        return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
    }

    private String name() {
        String type = test.getTestClass().map(Class::getSimpleName).orElse("?");
        return test.getTestMethod().map(method -> type + "." + method.getName()).orElse(type);
    }

    private static Optional<String> reason(ExtensionContext test) {
        Optional<ExtensionContext> context = Optional.of(test);
        while (context.isPresent()) {
            LeavesBehind found = annotation(context.get().getElement());
            if (found != null) {
                if (found.value().isBlank()) {
                    throw new ExtensionConfigurationException(
                            "@LeavesBehind of '" + context.get().getDisplayName() + "' gives no reason");
                }
                return Optional.of(found.value());
            }
            context = context.get().getParent();
        }
        return Optional.empty();
    }

    private static @Nullable LeavesBehind annotation(Optional<AnnotatedElement> element) {
        return element.isPresent() ? element.get().getAnnotation(LeavesBehind.class) : null;
    }

    private static Set<TaskOwner> weakSet() {
        return Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    }
}
