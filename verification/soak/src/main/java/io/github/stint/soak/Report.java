package io.github.stint.soak;

import io.github.stint.soak.check.Check;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What is printed at the end, and written for whoever puts several proofs together. */
final class Report {

    private Report() {}

    /** Prints the checks as a table, and below it what to look at of those that failed. */
    static void print(List<Check> checks, PrintStream out) {
        int name = widest("CHECK", checks, Check::name);
        int seen = widest("SEEN", checks, Check::seen);
        int bound = widest("BOUND", checks, Check::bound);
        String line = "%-" + name + "s  %-" + seen + "s  %-" + bound + "s  %s%n";
        out.printf(line, "CHECK", "SEEN", "BOUND", "OK");
        for (Check check : checks) {
            out.printf(line, check.name(), check.seen(), check.bound(), check.ok() ? "yes" : "NO");
        }
        for (Check check : checks) {
            if (!check.ok()) {
                check.details().forEach(detail -> out.println(check.name() + ": " + detail));
            }
        }
    }

    private static int widest(String head, List<Check> checks, Function<Check, String> column) {
        return checks.stream().map(column).mapToInt(String::length).reduce(head.length(), Math::max);
    }

    /** One line a check: what, how, how many runs, how many failures. */
    static void write(List<Check> checks, Duration duration, Path file) throws IOException {
        UnaryOperator<String> cell = text -> text.replace('\t', ' ').replace('\n', ' ');
        List<String> lines = checks.stream()
                .map(check -> String.join(
                        "\t", cell.apply("soak: " + check.name()), "soak " + duration, "1", check.ok() ? "0" : "1"))
                .toList();
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, lines);
    }
}
