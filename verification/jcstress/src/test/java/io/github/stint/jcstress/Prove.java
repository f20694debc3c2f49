package io.github.stint.jcstress;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs all tests of this module and writes what came of them: {@code Prove FILE [OPTION OF JCSTRESS...]}.
 *
 * <p>A test that was not run is a failure, and so is a canary that nobody found. The report of jcstress is in the current
 * folder, and what it says to the console in {@code jcstress.log}.
 */
public final class Prove {

    private static final String CANARIES = "io.github.stint.canaries.";

    private Prove() {}

    /** One line of the table. */
    private record Row(String property, long samples, int failures) {

        @Override
        public String toString() {
            return property + "\tjcstress\t" + samples + "\t" + failures;
        }
    }

    public static void main(String[] args) throws Exception {
        List<String> options = new ArrayList<>(List.of(args));
        Path file = Path.of(options.removeFirst());
        Collection<TestResult> results = run(options);
        List<Row> rows = new ArrayList<>();
        for (String test : new TreeSet<>(TestList.tests())) {
            List<TestResult> ofTest =
                    results.stream().filter(it -> it.getName().equals(test)).toList();
            rows.add(test.startsWith(CANARIES) ? canary(test, ofTest) : row(test, ofTest));
        }
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Files.write(file, rows.stream().map(Row::toString).toList());
        List<Row> failed = rows.stream().filter(it -> it.failures > 0).toList();
        failed.forEach(it -> System.err.println("failed: " + it.property));
        System.out.println(rows.size() + " tests, " + failed.size() + " failed");
        System.exit(rows.isEmpty() || !failed.isEmpty() ? 1 : 0);
    }

    private static Collection<TestResult> run(List<String> args) throws Exception {
        Options options = new Options(args.toArray(String[]::new));
        if (!options.parse()) {
            throw new IllegalArgumentException("jcstress does not know these options: " + args);
        }
        PrintStream console = System.out;
        try (PrintStream log = new PrintStream("jcstress.log", StandardCharsets.UTF_8)) {
            System.setOut(log);
            new JCStress(options).run();
        } catch (AssertionError e) {
            console.println(
                    e.getMessage()); // says what is forbidden, also of canaries; what came of them is read below
        } finally {
            System.setOut(console);
        }
        return read(options.getResultFile());
    }

    private static Collection<TestResult> read(String file) throws IOException, ClassNotFoundException {
        InProcessCollector read = new InProcessCollector();
        DiskReadCollector results = new DiskReadCollector(file, read);
        results.dump();
        results.close();
        return read.getTestResults();
    }

    /** Each way of running it, such as with this or that compiler, fails by itself. */
    private static Row row(String test, List<TestResult> results) {
        long failed =
                results.stream().filter(it -> !ReportUtils.statusToPassed(it)).count();
        long samples = samples(results);
        return new Row(told(test), samples, samples == 0 ? 1 : (int) failed);
    }

    private static Row canary(String test, List<TestResult> results) {
        boolean found = results.stream().anyMatch(it -> !it.grading().isPassed);
        return new Row("canary: " + told(test) + ", must be found", samples(results), found ? 0 : 1);
    }

    private static String told(String test) {
        return TestList.getInfo(test).description();
    }

    private static long samples(List<TestResult> results) {
        return results.stream().mapToLong(TestResult::getTotalCount).sum();
    }
}
