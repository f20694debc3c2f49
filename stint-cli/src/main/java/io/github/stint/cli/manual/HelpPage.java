package io.github.stint.cli.manual;

import io.github.stint.cli.manual.HelpPart.Lines;
import io.github.stint.cli.manual.HelpPart.Paragraph;
import io.github.stint.cli.manual.HelpPart.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page of help, read back into its parts, so that each option is described in one place.
 *
 * <p>A line that is not indented belongs to a paragraph. An indented line that begins with a dash is an option, with two
 * blanks or more before what it does; the lines below it that are indented further go on with that. All other indented
 * lines are kept as they stand.
 */
public record HelpPage(List<HelpPart> parts) {

    private static final int WIDTH = 80;
    private static final Pattern OPTION = Pattern.compile(" {2,6}(-.*?)(?: {2,}(.*))?");
    private static final Pattern MORE = Pattern.compile(" {7,}(\\S.*)");
    private static final String USAGE = "Usage: ";

    public HelpPage {
        parts = List.copyOf(parts);
    }

    public static HelpPage of(String text) {
        Reader reader = new Reader();
        text.lines().forEach(reader::line);
        return new HelpPage(reader.parts);
    }

    /** The options it describes, in its order. */
    public List<OptionHelp> options() {
        return parts.stream()
                .filter(OptionHelp.class::isInstance)
                .map(OptionHelp.class::cast)
                .toList();
    }

    private static final class Reader {

        private final List<HelpPart> parts = new ArrayList<>();
        private String before = "";

        void line(String line) {
            if (line.startsWith(USAGE)) {
                parts.add(new Usage(line.substring(USAGE.length())));
            } else if (line.startsWith(" ")) {
                indented(line);
            } else if (!line.isEmpty()) {
                sentence(line);
            }
            before = line;
        }

        private void indented(String line) {
            Matcher option = OPTION.matcher(line);
            OptionHelp help = option.matches() ? OptionHelp.of(option.group(1), orEmpty(option.group(2))) : null;
            Matcher more = MORE.matcher(line);
            HelpPart last = before.isEmpty() ? null : parts.getLast();
            if (help != null) {
                parts.add(help);
            } else if (last instanceof OptionHelp open && more.matches()) {
                replaceLast(open.and(more.group(1)));
            } else if (last instanceof Lines open) {
                List<String> lines = new ArrayList<>(open.lines());
                lines.add(line);
                replaceLast(new Lines(lines));
            } else {
                parts.add(new Lines(List.of(line)));
            }
        }

        private void sentence(String line) {
            if (!before.isEmpty() && parts.getLast() instanceof Paragraph open && goesOn(line)) {
                replaceLast(new Paragraph(open.text() + " " + line));
            } else {
                parts.add(new Paragraph(line));
            }
        }

        /** A paragraph ends with a sentence behind which the next word would have had room. */
        private boolean goesOn(String line) {
            int room = WIDTH - before.length() - 1;
            boolean sentenceEnded = before.endsWith(".") || before.endsWith(":");
            return !sentenceEnded || line.split(" ", 2)[0].length() > room;
        }

        private void replaceLast(HelpPart part) {
            parts.set(parts.size() - 1, part);
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }
}
