package io.github.stint.soak.check;

import io.github.stint.TaskOwner;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** What of the library is still reachable when all owners are closed and nobody holds a task: nothing. */
public final class Leftovers {

    private static final Pattern LINE = Pattern.compile("^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+).*$");
    private static final String ENGINE = "io.github.stint.internal.engine.";
    private static final Set<String> OF_OWNERS_AND_TASKS = Set.of(
            ENGINE + "TaskCell",
            ENGINE + "TaskThread",
            ENGINE + "Engine",
            "io.github.stint.internal.feed.Feeder",
            "io.github.stint.internal.feed.Reading",
            "io.github.stint.internal.supervise.Supervision");

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(100);

    private Leftovers() {}

    /**
     * Whether the heap holds no task and no owner, and none is open. What is let go soon may be waited for, for a thread that
     * is about to end holds its task; meanwhile virtual threads run and sleep, so that the JDK has something new to hold.
     */
    public static Check check(Duration waitAtMost) throws JMException, InterruptedException {
        long end = System.nanoTime() + waitAtMost.toNanos();
        List<String> found = found();
        while (!found.isEmpty() && System.nanoTime() - end < 0) {
            Thread.ofVirtual().start(Leftovers::sleepShortly).join();
            found = found();
        }
        return Check.none("left on the heap", "kinds of tasks, owners, feeds", found);
    }

    private static void sleepShortly() {
        try {
            Thread.sleep(LOOK_AGAIN_AFTER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> found() throws JMException {
        List<String> found = new ArrayList<>();
        TaskOwner.allOpen().forEach(owner -> found.add("open: " + owner));
        for (String line : histogram().split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && OF_OWNERS_AND_TASKS.contains(matcher.group(2))) {
                found.add(matcher.group(1) + " x " + matcher.group(2));
            }
        }
        return found;
    }

    /** Of what is live: the JVM collects before it counts. */
    private static String histogram() throws JMException {
        Object told = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[] {}},
                        new String[] {String[].class.getName()});
        return String.valueOf(told);
    }
}
