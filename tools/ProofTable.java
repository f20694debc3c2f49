import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Prints what the parts of `verification` have proven as one table:
/// `java ProofTable.java --base SEED [--write DOCUMENT] PART...`. Ends with 1 if there is a failure, or a part has no
/// rows.
public final class ProofTable {

    private static final String BEGIN = "<!-- what ./prove found: begin -->";
    private static final String END = "<!-- what ./prove found: end -->";
    private static final List<String> HEAD = List.of("property", "method", "runs", "failures");

    private ProofTable() {}

    private record Row(String property, String method, long runs, long failures) {

        static Row of(String line) {
            String[] fields = line.split("\t", -1);
            if (fields.length != HEAD.size()) {
                throw new IllegalArgumentException("not a row of a proof: '" + line + "'");
            }
            return new Row(fields[0], fields[1], Long.parseLong(fields[2]), Long.parseLong(fields[3]));
        }

        List<String> cells() {
            return List.of(
                    property.replace("|", "\\|"),
                    method,
                    String.format(Locale.ROOT, "%,d", runs).replace(',', ' '),
                    Long.toString(failures));
        }
    }

    public static void main(String[] args) throws IOException {
        Deque<String> rest = new ArrayDeque<>(List.of(args));
        String base = "";
        Path document = null;
        List<String> parts = new ArrayList<>();
        while (!rest.isEmpty()) {
            String arg = rest.remove();
            switch (arg) {
                case "--base" -> base = rest.remove();
                case "--write" -> document = Path.of(rest.remove());
                default -> parts.add(arg);
            }
        }
        List<Row> rows = new ArrayList<>();
        boolean complete = true;
        for (String part : parts) {
            List<Row> ofPart = read(Path.of("verification", part, "target", "proof.tsv"));
            if (ofPart.isEmpty()) {
                System.err.println("prove: nothing was proven by " + part);
                complete = false;
            }
            rows.addAll(ofPart);
        }
        long failed = rows.stream().filter(it -> it.failures > 0).count();
        String table = table(rows) + "\n" + rows.size() + " properties, " + failed + " with failures. "
                + circumstances(base) + "\n";
        System.out.print(table);
        if (document != null) {
            write(table, document);
        }
        System.exit(complete && failed == 0 ? 0 : 1);
    }

    private static List<Row> read(Path file) throws IOException {
        try {
            return Files.readAllLines(file).stream().map(Row::of).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /// The same for a terminal and for a document.
    private static String table(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        rows.forEach(row -> lines.add(row.cells()));
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        String rule = IntStream.range(0, HEAD.size())
                .mapToObj(column ->
                        isNumber(column) ? "-".repeat(widths[column] + 1) + ":" : "-".repeat(widths[column] + 2))
                .collect(Collectors.joining("|", "|", "|\n"));
        StringBuilder table = new StringBuilder();
        for (List<String> line : lines) {
            table.append(IntStream.range(0, HEAD.size())
                    .mapToObj(column -> padded(line.get(column), widths[column], isNumber(column)))
                    .collect(Collectors.joining(" | ", "| ", " |\n")));
            if (line == HEAD) {
                table.append(rule);
            }
        }
        return table.toString();
    }

    private static boolean isNumber(int column) {
        return column >= 2;
    }

    private static String padded(String text, int width, boolean right) {
        String room = " ".repeat(width - text.length());
        return right ? room + text : text + room;
    }

    private static String circumstances(String base) {
        return LocalDate.now(ZoneOffset.UTC) + ", JDK " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, first seed " + base + ".";
    }

    private static void write(String table, Path document) throws IOException {
        String before = Files.readString(document);
        int begin = before.indexOf(BEGIN);
        int end = before.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(document + " has no place for the table: no '" + BEGIN + "'");
        }
        Files.writeString(
                document, before.substring(0, begin + BEGIN.length()) + "\n\n" + table + "\n" + before.substring(end));
    }
}
