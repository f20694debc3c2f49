package io.github.stint.cli.manual;

import io.github.stint.cli.manual.HelpPart.Entry;
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
 * <p>A line that is not indented belongs to a paragraph. An indented one is an entry of a list if two blanks or more
 * stand behind its first words, and an option if it begins with a dash; lines below it that are indented further go on
 * with it. All other indented lines are kept as they stand.
 */
public record HelpPage(List<HelpPart> parts) {

    private static final int WIDTH = 80;
    private static final Pattern ENTRY = Pattern.compile(" {2,6}(\\S.*?) {2,}(\\S.*)");
    private static final Pattern HEAD = Pattern.compile(" {2,6}(-\\S.*)");
    private static final Pattern MORE = Pattern.compile(" {7,}(\\S.*)");
    private static final Pattern SUBJECT = Pattern.compile("[A-Z][^:.]{0,40}: .*");
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

    /** The entries of its lists, in its order. */
    public List<Entry> entries() {
        return parts.stream()
                .filter(Entry.class::isInstance)
                .map(Entry.class::cast)
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
            HelpPart begun = begun(line);
            Matcher more = MORE.matcher(line);
            HelpPart last = before.isEmpty() ? null : parts.getLast();
            if (begun != null) {
                parts.add(begun);
            } else if (last instanceof OptionHelp open && more.matches()) {
                replaceLast(open.and(more.group(1)));
            } else if (last instanceof Entry open && more.matches()) {
                replaceLast(new Entry(open.term(), open.text() + " " + more.group(1)));
            } else if (last instanceof Lines open) {
                List<String> lines = new ArrayList<>(open.lines());
                lines.add(line);
                replaceLast(new Lines(lines));
            } else {
                parts.add(new Lines(List.of(line)));
            }
        }

        private static @Nullable HelpPart begun(String line) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                OptionHelp option = OptionHelp.of(entry.group(1), entry.group(2));
                return option != null ? option : new Entry(entry.group(1), entry.group(2));
            }
            Matcher head = HEAD.matcher(line);
            return head.matches() ? OptionHelp.of(head.group(1), "") : null;
        }

        private void sentence(String line) {
            if (!before.isEmpty() && parts.getLast() instanceof Paragraph open && goesOn(line)) {
                replaceLast(new Paragraph(open.text() + " " + line));
            } else {
                parts.add(new Paragraph(line));
            }
        }

        /**
         * A paragraph ends with a sentence behind which the next word would have had room, or before a line that begins
         * with its subject and a colon.
         */
        private boolean goesOn(String line) {
            boolean sentenceEnded = before.endsWith(".") || before.endsWith(":");
            boolean roomForMore = before.length() + 1 + line.split(" ", 2)[0].length() <= WIDTH;
            boolean ends =
                    sentenceEnded && (roomForMore || SUBJECT.matcher(line).matches());
            return !ends;
        }

        private void replaceLast(HelpPart part) {
            parts.set(parts.size() - 1, part);
        }
    }
}
