package io.github.stint.test;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.management.VirtualThreadSchedulerMXBean;

/**
 * All threads of the JVM, virtual ones too. Where {@link LiveThreads} are visible they are asked one by one, which costs about a
 * tenth of a millisecond with a dozen threads. Else the JDK tells of virtual ones in a file only, so one is written, read and deleted:
 * the plain one, because it takes half the time of the JSON, and with a few dozen threads about a millisecond.
 *
 * <p>The threads are looked at one after the other, so it is not the picture of one moment. It is taken when no virtual thread
 * moves, or after a while.
 */
final class ThreadDump {

    /** Enough to tell where it stands; whoever wants more reads the JSON. */
    private static final int FRAMES = 12;

    private static final Pattern HEAD = Pattern.compile("#(\\d+) \"(.*)\" (virtual )?([A-Z_]+) \\S+");
    private static final String FRAME = "    at ";
    private static final HotSpotDiagnosticMXBean JVM =
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    private static final VirtualThreadSchedulerMXBean SCHEDULER =
            ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);

    /** No virtual thread is on a carrier or about to be: the next look would find something else. */
    private static final Calm CALM = new Calm(ThreadDump::isCalm, System::nanoTime, LockSupport::parkNanos);

    private static final Path FOLDER = folder();
    private static final AtomicLong NUMBER = new AtomicLong();

    private ThreadDump() {}

    /**
     * One thread.
     *
     * @param stack its uppermost frames, as text
     */
    record Shown(long id, String name, boolean virtual, Thread.State state, List<String> stack) {

        /** Whether it goes on by itself: not one that waits, nor one that is inside the operating system. */
        boolean runs() {
            return state == Thread.State.RUNNABLE && (virtual || !isOutside());
        }

        /** Whether it waits to be let into a monitor. */
        boolean isAtAMonitor() {
            return state == Thread.State.BLOCKED;
        }

        /** A thread that was woken from one of these shows as running before it has left them. */
        private boolean isOutside() {
            if (stack.isEmpty()) {
                return true;
            }
            String top = stack.getFirst();
            return top.endsWith("(Native Method)")
                    && !top.contains(".Unsafe.park(")
                    && !top.contains(".Object.wait0(")
                    && !top.contains(".Thread.sleep")
                    && !top.contains(".Thread.yield0(");
        }

        String inWords() {
            StringBuilder words = new StringBuilder("thread #" + id + " '" + name + "' " + state);
            for (String frame : stack) {
                words.append("\n      at ").append(frame);
            }
            return words.toString();
        }
    }

    private static boolean isCalm() {
        int own = Thread.currentThread().isVirtual() ? 1 : 0;
        return SCHEDULER.getMountedVirtualThreadCount() <= own
                && SCHEDULER.getQueuedVirtualThreadCount() == 0
                && Carriers.atWork() <= own;
    }

    /** The threads there are now. */
    static List<Shown> take() {
        boolean ignored = CALM.await();
        return LiveThreads.areVisible() ? asked() : dumped();
    }

    static List<Shown> asked() {
        List<Shown> threads = new ArrayList<>();
        for (Thread thread : LiveThreads.now()) {
            Thread.State state = thread.getState();
            if (state != Thread.State.TERMINATED) {
                List<String> stack = Arrays.stream(thread.getStackTrace())
                        .limit(FRAMES)
                        .map(StackTraceElement::toString)
                        .toList();
                threads.add(new Shown(thread.threadId(), thread.getName(), thread.isVirtual(), state, stack));
            }
        }
        return threads;
    }

    /**
     * In JDK 25.0.3 the dump ends the JVM if it meets a thread that is just ending, and may do so if it meets a virtual one on its
     * way onto a carrier or from it (JDK-8364343). That it waits for calm makes this rare, and no more.
     */
    static List<Shown> dumped() {
        Path file = FOLDER.resolve(NUMBER.incrementAndGet() + ".txt");
        try {
            JVM.dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
            List<Shown> threads = parse(Files.readAllLines(file));
            Files.delete(file);
            return threads;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot dump the threads to " + file, e);
        }
    }

    /** Writes all there is to know of the threads there are now to a file that must not be there yet. */
    static void writeJson(Path file) throws IOException {
        JVM.dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.JSON);
    }

    static List<Shown> parse(List<String> lines) {
        List<Shown> threads = new ArrayList<>();
        List<String> stack = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(FRAME)) {
                if (stack.size() < FRAMES) {
                    stack.add(line.substring(FRAME.length()));
                }
                continue;
            }
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                stack = new ArrayList<>();
                threads.add(new Shown(
                        Long.parseLong(head.group(1)),
                        head.group(2),
                        head.group(3) != null,
                        Thread.State.valueOf(head.group(4)),
                        stack));
            }
        }
        return threads;
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("stint-threads");
            folder.toFile().deleteOnExit();
            return folder.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for thread dumps", e);
        }
    }
}
