package io.github.stint.memory;

import java.lang.management.ManagementFactory;
import javax.management.ObjectName;

/** What is on the heap, after a garbage collection. */
final class Heap {

    private Heap() {}

    /** How many objects of that very class are reachable. */
    static long count(Class<?> type) throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(String::strip)
                .filter(line -> line.endsWith(" " + type.getName()) || line.contains(" " + type.getName() + " "))
                .mapToLong(line -> Long.parseLong(line.split("\\s+", -1)[1]))
                .sum();
    }

    /** How many bytes are in use. */
    static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
