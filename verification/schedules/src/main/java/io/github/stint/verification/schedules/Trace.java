package io.github.stint.verification.schedules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The schedule of a run, for people. Written only when a seed is run again, since it costs far more than the run. */
final class Trace {

    private static final String LIBRARY = "io.github.stint.";
    private static final String OURS = Trace.class.getPackageName() + ".";
    private static final int FRAMES = 3;

    private final List<String> lines = new ArrayList<>();

    void add(int point, String who, String what) {
        lines.add("%6d  %-24s %s".formatted(point, who, what));
    }

    /** What the current thread does, and where in the library it is. */
    void addHere(int point, String who, String what) {
        add(point, who, what + " at " + here());
    }

    private static String here() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> isShown(frame.getClassName()))
                        .limit(FRAMES)
                        .map(frame -> simple(frame.getClassName()) + "." + frame.getMethodName() + ":"
                                + frame.getLineNumber())
                        .collect(Collectors.joining(" < ")));
    }

    static boolean isShown(String className) {
        return className.startsWith(LIBRARY) && !className.startsWith(OURS);
    }

    static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
