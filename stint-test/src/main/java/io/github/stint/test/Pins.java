package io.github.stint.test;

import io.github.stint.Task;
import java.security.CodeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/** The pins of the JVM by code of the library, as a flight recording tells of them. */
final class Pins implements AutoCloseable {

    private static final String EVENT = "jdk.VirtualThreadPinned";
    private static final @Nullable CodeSource LIBRARY =
            Task.class.getProtectionDomain().getCodeSource();

    private final RecordingStream recording = new RecordingStream();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> untold = new ArrayList<>();
    private final ConcurrentSkipListMap<Instant, String> tests = new ConcurrentSkipListMap<>();

    private Pins() {}

    /** Listens from now on. */
    static Pins listen() {
        Pins pins = new Pins();
        // An event that is told nothing is on in every recording; these would be written for nobody.
        for (String ours : List.of("stint.Task", "stint.Rejected", "stint.Closed", "stint.OwnerStats")) {
            pins.recording.disable(ours);
        }
        pins.recording.enable(EVENT).withThreshold(Duration.ZERO).withStackTrace();
        pins.recording.onEvent(EVENT, pins::heard);
        pins.recording.startAsync();
        return pins;
    }

    /** A test begins, and the one before it has ended. */
    void begins(String test) {
        tests.put(Instant.now(), test);
    }

    /** @throws AssertionError if there was one since the last look */
    void failIfAny() {
        List<String> pins;
        lock.lock();
        try {
            pins = List.copyOf(untold);
            untold.clear();
        } finally {
            lock.unlock();
        }
        if (!pins.isEmpty()) {
            throw new AssertionError(
                    "the library pinned virtual threads, " + pins.size() + " times:\n" + String.join("\n", pins));
        }
    }

    /** Hears the rest; as {@link #failIfAny}. */
    @Override
    public void close() {
        recording.stop();
        recording.close();
        failIfAny();
    }

    private void heard(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        if (stack == null || isFirstUse(event) || !isOurs(text(event, "blockingOperation"), stack.getFrames())) {
            return;
        }
        String pin = inWords(event, stack);
        lock.lock();
        try {
            untold.add(pin);
        } finally {
            lock.unlock();
        }
    }

    private String inWords(RecordedEvent event, RecordedStackTrace stack) {
        Map.Entry<Instant, String> test = tests.floorEntry(event.getStartTime());
        return "  during '" + (test == null ? "the start" : test.getValue()) + "', '"
                + event.getThread().getJavaName() + "' for " + event.getDuration() + ", "
                + text(event, "blockingOperation") + ", " + text(event, "pinnedReason")
                + stack.getFrames().stream()
                        .map(frame -> "\n      at " + type(frame) + "."
                                + frame.getMethod().getName() + ":" + frame.getLineNumber())
                        .collect(Collectors.joining());
    }

    private static String text(RecordedEvent event, String field) {
        return event.hasField(field) ? field + ": " + event.getString(field) : field + " not told";
    }

    /** Two threads use a class for the first time: the JVM has the second wait on its carrier, once in a class's life. */
    private static boolean isFirstUse(RecordedEvent event) {
        return text(event, "pinnedReason").contains("Waited for initialization of ");
    }

    private static boolean isOurs(String operation, List<RecordedFrame> frames) {
        boolean atMonitor = operation.contains("Contended monitor");
        if (atMonitor
                && !frames.isEmpty()
                && !Monitors.mayBeEnteredBy(frames.getFirst().getMethod())) {
            return false; // the JVM itself, which loads or links what a line uses for the first time
        }
        boolean ours = false;
        for (RecordedFrame frame : frames) {
            String type = type(frame);
            if (isOfTheJdk(type)) {
                if (!ours && atMonitor && belongsToTheJvm(type)) {
                    return false;
                }
                continue;
            }
            boolean ourCode = isOfTheLibrary(type);
            if (!ours && !ourCode) {
                return false;
            }
            ours = true;
            if (!ourCode && frame.getMethod().getName().equals("<clinit>")) {
                return false;
            }
        }
        return ours;
    }

    /**
     * Whose monitors the JDK guards virtual threads, class loading and linking with: to start, to interrupt, to read an
     * interrupt, to load what another thread loads, to link a line that is run for the first time. It does not let go of the
     * carrier there, for microseconds, whoever calls.
     */
    private static boolean belongsToTheJvm(String type) {
        return type.equals("java.lang.VirtualThread")
                || type.equals("java.lang.ClassLoader")
                || type.equals("java.lang.invoke.MethodHandleNatives");
    }

    private static String type(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }

    private static boolean isOfTheJdk(String type) {
        return type.startsWith("java.")
                || type.startsWith("javax.")
                || type.startsWith("jdk.")
                || type.startsWith("sun.")
                || type.startsWith("com.sun.");
    }

    /** Tests may be in the packages of what they test, so the name alone does not tell. */
    private static boolean isOfTheLibrary(String type) {
        if (!type.startsWith("io.github.stint.")) {
            return false;
        }
        try {
            Class<?> found = Class.forName(type, false, Task.class.getClassLoader());
            CodeSource source = found.getProtectionDomain().getCodeSource();
            return LIBRARY == null || source == null || LIBRARY.equals(source);
        } catch (ClassNotFoundException e) {
            // Defined at run time, such as a lambda's class: it belongs to whoever its name says.
            return true;
        }
    }
}
