package io.github.stint.soak.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Virtual threads that waited without letting their carrier go, as a flight recording tells. What counts are those whose
 * innermost frame that is not the JDK's is ours. Not those that the JDK makes on purpose, for microseconds: in the lock of a
 * thread's interrupt flag, which whoever meets an interrupt waits for, in a walk of the stack, which goes through native code and
 * may meet a lock of the JDK's there, where a class is loaded or a line linked that another thread just loads or links, and where
 * a thread that is started comes into the set of all threads, which the JVM keeps unless it is told not to.
 */
public final class Pins implements AutoCloseable {

    private static final String EVENT = "jdk.VirtualThreadPinned";
    private static final int MOST_FRAMES = 40;
    private static final String OURS = "io.github.stint.";
    private static final List<String> PINNED_BY_THE_JDK = List.of(
            "java.lang.VirtualThread.interrupt:",
            "java.lang.VirtualThread.clearInterrupt:",
            "java.lang.VirtualThread.getAndClearInterrupt:",
            "java.lang.ClassLoader.loadClass:",
            "java.lang.invoke.MethodHandleNatives.linkCallSite",
            "jdk.internal.vm.ThreadContainers$RootContainer$TrackingRootContainer.onStart:",
            "java.lang.StackWalker.walk:");
    private static final List<String> OF_THE_JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private final Recording recording = new Recording();

    private Pins() {}

    /** Records from now on. The events of the library itself would fill the disk, and are off. */
    public static Pins record() {
        Pins pins = new Pins();
        List.of("stint.Task", "stint.Rejected", "stint.Closed", "stint.OwnerStats")
                .forEach(pins.recording::disable);
        pins.recording.enable(EVENT).withThreshold(Duration.ZERO).withStackTrace();
        pins.recording.start();
        return pins;
    }

    /** Stops recording, and tells whether there were none of ours. */
    public Check check() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("soak", ".jfr");
        try {
            recording.dump(file);
            long others = 0;
            List<String> ours = new ArrayList<>();
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                if (!event.getEventType().getName().equals(EVENT)) {
                    continue;
                }
                String frame = innermost(event.getStackTrace());
                if (frame.startsWith(OURS) && !isByTheJdk(event.getStackTrace())) {
                    ours.add(told(event, frame));
                } else {
                    others++;
                }
            }
            return new Check(
                    "pins", ours.size() + " of ours, " + others + " others", "0 of ours", ours.isEmpty(), ours);
        } finally {
            Files.delete(file);
        }
    }

    private static boolean isByTheJdk(RecordedStackTrace stack) {
        return stack.getFrames().stream()
                .map(Pins::name)
                .takeWhile(Pins::isOfTheJdk)
                .anyMatch(name -> PINNED_BY_THE_JDK.stream().anyMatch(name::startsWith));
    }

    private static boolean isOfTheJdk(String frame) {
        return OF_THE_JDK.stream().anyMatch(frame::startsWith);
    }

    private static String told(RecordedEvent event, String frame) {
        String reason = event.hasField("pinnedReason") ? event.getString("pinnedReason") : "unknown reason";
        StringBuilder text = new StringBuilder();
        text.append(event.getDuration().toNanos() / 1_000)
                .append(" us in ")
                .append(frame)
                .append(", ")
                .append(reason);
        event.getStackTrace().getFrames().stream()
                .limit(MOST_FRAMES)
                .forEach(each -> text.append("\n    at ").append(name(each)));
        return text.toString();
    }

    @Override
    public void close() {
        recording.close();
    }

    private static String innermost(RecordedStackTrace stack) {
        if (stack != null) {
            for (RecordedFrame frame : stack.getFrames()) {
                if (!isOfTheJdk(name(frame))) {
                    return name(frame);
                }
            }
        }
        return "";
    }

    private static String name(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        return method.getType().getName() + "." + method.getName() + ":" + frame.getLineNumber();
    }
}
