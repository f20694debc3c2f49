package io.github.stint.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** The samples of a flight recording as text: the hottest frames, the tree of calls, the classes that are allocated. */
final class HotFrames {

    private static final String CPU = "jdk.CPUTimeSample";
    private static final String EXECUTION = "jdk.ExecutionSample";
    private static final String ALLOCATION = "jdk.ObjectAllocationSample";
    private static final int TOP = 25;
    private static final double LEAST_SHARE = 0.02;
    private static final int DEEPEST = 40;

    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, Long> self = new HashMap<>();
    private final Map<String, Long> within = new HashMap<>();
    private final Map<String, Long> allocated = new HashMap<>();
    private final Node tree = new Node();
    private final boolean byCpuTime;

    /** A method, called from where it hangs. */
    private static final class Node {
        private long samples;
        private final Map<String, Node> callees = new TreeMap<>();
    }

    /** Reads the recording: samples of processor time if there are some, else those of running threads. */
    HotFrames(Path recording) throws IOException {
        forEach(recording, event -> counts.merge(event.getEventType().getName(), 1L, Long::sum));
        byCpuTime = counts.containsKey(CPU);
        String wanted = byCpuTime ? CPU : EXECUTION;
        forEach(recording, event -> {
            String type = event.getEventType().getName();
            if (type.equals(wanted)) {
                add(event.getStackTrace());
            } else if (type.equals(ALLOCATION)) {
                allocated.merge(event.getClass("objectClass").getName(), event.getLong("weight"), Long::sum);
            }
        });
    }

    /** One at a time; all together may be larger than the heap. */
    private static void forEach(Path recording, Consumer<RecordedEvent> action) throws IOException {
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                action.accept(file.readEvent());
            }
        }
    }

    private void add(@Nullable RecordedStackTrace trace) {
        if (trace == null || trace.getFrames().isEmpty()) {
            return;
        }
        List<String> frames =
                trace.getFrames().stream().map(HotFrames::name).toList().reversed();
        self.merge(frames.getLast(), 1L, Long::sum);
        Set<String> distinct = new LinkedHashSet<>(frames);
        distinct.forEach(it -> within.merge(it, 1L, Long::sum));
        Node node = tree;
        node.samples++;
        for (String frame : frames) {
            node = node.callees.computeIfAbsent(frame, _ -> new Node());
            node.samples++;
        }
    }

    private static String name(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        int lambda = type.indexOf("$$Lambda"); // what follows is an address
        if (lambda >= 0) {
            type = type.substring(0, lambda) + "(lambda)";
        }
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName();
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "  %,d samples of %s%n",
                tree.samples,
                byCpuTime ? "processor time, every 2 ms" : "running threads, every 10 ms");
        top(out, "where the time is spent", self, tree.samples);
        top(out, "the same with what is called from there", within, tree.samples);
        out.println("  calls");
        print(out, tree, 0);
        top(
                out,
                "what is allocated",
                allocated,
                allocated.values().stream().mapToLong(it -> it).sum());
    }

    private static void top(PrintStream out, String title, Map<String, Long> all, long sum) {
        out.println("  " + title);
        all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(TOP)
                .forEach(it -> out.printf(Locale.ROOT, "    %5.1f %%  %s%n", 100.0 * it.getValue() / sum, it.getKey()));
    }

    private void print(PrintStream out, Node node, int depth) {
        if (depth == DEEPEST) {
            return;
        }
        node.callees.entrySet().stream()
                .filter(it -> it.getValue().samples >= LEAST_SHARE * tree.samples)
                .sorted(Comparator.comparingLong(it -> -Objects.requireNonNull(it.getValue()).samples))
                .forEach(it -> {
                    out.printf(
                            Locale.ROOT,
                            "    %5.1f %%  %s%s%n",
                            100.0 * it.getValue().samples / tree.samples,
                            "  ".repeat(depth),
                            it.getKey());
                    print(out, it.getValue(), depth + 1);
                });
    }
}
