package io.github.stint.soak.check;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The threads of the JVM, virtual ones too, by their names. The JDK's own carriers of virtual threads are not among them:
 * they come and go as it likes.
 */
public final class Threads {

    private static final Pattern LINE = Pattern.compile("^#\\d+ \"(.*)\" (virtual )?[A-Z_]+ .*$");
    private static final String OF_THE_CARRIERS = "ForkJoinPool-1-";
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(100);

    private final Map<String, Integer> before;

    private Threads(Map<String, Integer> before) {
        this.before = before;
    }

    /** Those there are now. */
    public static Threads now() {
        return new Threads(count());
    }

    /**
     * Whether there are no more than before. One that is about to end may be waited for: the timer of the library ends ten
     * seconds after its last use.
     */
    public Check check(Duration waitAtMost) throws InterruptedException {
        long end = System.nanoTime() + waitAtMost.toNanos();
        Map<String, Integer> now = count();
        List<String> more = more(now);
        while (!more.isEmpty() && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_AGAIN_AFTER);
            now = count();
            more = more(now);
        }
        return new Check(
                "threads",
                total(now) + ", " + more.size() + " names more",
                "as " + total(before) + " at the start",
                more.isEmpty(),
                more);
    }

    private List<String> more(Map<String, Integer> now) {
        List<String> more = new ArrayList<>();
        now.forEach((name, times) -> {
            int surplus = times - before.getOrDefault(name, 0);
            if (surplus > 0) {
                more.add(surplus + " x " + name);
            }
        });
        return more;
    }

    private static int total(Map<String, Integer> threads) {
        return threads.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Map<String, Integer> count() {
        Map<String, Integer> found = new TreeMap<>();
        for (String line : dump()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && !matcher.group(1).startsWith(OF_THE_CARRIERS)) {
                String kind = matcher.group(2) == null ? "platform '" : "virtual '";
                found.merge(kind + matcher.group(1) + "'", 1, Integer::sum);
            }
        }
        return found;
    }

    private static List<String> dump() {
        try {
            Path folder = Files.createTempDirectory("soak");
            Path file = folder.resolve("threads");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
                return Files.readAllLines(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot take a thread dump", e);
        }
    }
}
