import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Checks that Java sources are formatted, or formats them: `java Format.java check|mend FOLDER`.
/// The formatter reads sources with the `javac` of the JVM it runs in, so that has to be a JDK the sources are written
/// for.
public final class Format {

    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    private record Checked(Path file, String problem) {}

    private Format() {}

    public static void main(String[] args) throws IOException {
        boolean mend = args[0].equals("mend");
        List<Path> files;
        try (var found = Files.walk(Path.of(args[1]))) {
            files = found.filter(Format::isSource).map(Path::normalize).toList();
        }
        List<Checked> wrong = files.parallelStream()
                .map(file -> format(file, mend))
                .filter(Objects::nonNull)
                .toList();
        wrong.forEach(it -> System.err.println(it.file + it.problem));
        if (!wrong.isEmpty()) {
            String outcome = mend
                    ? "cannot be formatted"
                    : "are not formatted; to mend them: mvn -q -N -Pformat process-sources";
            System.err.println(wrong.size() + " of " + files.size() + " files " + outcome);
            System.exit(1);
        }
    }

    private static boolean isSource(Path file) {
        for (Path part : file) {
            if (part.toString().equals("target")) {
                return false;
            }
        }
        return file.toString().endsWith(".java");
    }

    /// Returns what is wrong with the file, or null.
    private static Checked format(Path file, boolean mend) {
        try {
            String before = Files.readString(file);
            String after = FORMATTER.formatSourceAndFixImports(before);
            if (before.equals(after)) {
                return null;
            }
            if (mend) {
                Files.writeString(file, after);
                return null;
            }
            return new Checked(file, ":" + firstDifferentLine(before, after) + ": not formatted");
        } catch (FormatterException e) {
            String hint = e.getMessage().contains("expected token: '_'")
                    ? " (it does not know a bare _ inside a record pattern: write var _)"
                    : "";
            return new Checked(file, ":" + e.getMessage() + hint);
        } catch (IOException e) {
            return new Checked(file, ": " + e);
        }
    }

    private static int firstDifferentLine(String one, String other) {
        List<String> a = one.lines().toList();
        List<String> b = other.lines().toList();
        int i = 0;
        while (i < a.size() && i < b.size() && a.get(i).equals(b.get(i))) {
            i++;
        }
        return i + 1;
    }
}
