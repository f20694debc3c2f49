package io.github.stint.cli.manual;

import io.github.stint.cli.manual.HelpPart.Entry;
import io.github.stint.cli.manual.HelpPart.Lines;
import io.github.stint.cli.manual.HelpPart.Paragraph;
import io.github.stint.cli.manual.HelpPart.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** The manual page, in the language of {@code man}: all pages of help, one behind the other. */
public final class ManPage {

    private static final String PARAGRAPH = ".PP\n";

    private ManPage() {}

    /**
     * The page.
     *
     * @param about what the tool does, in a few words
     * @param date of the version, as {@code 2026-01-01}
     * @param pages the pages of help by their titles
     */
    public static String text(
            String name, String about, String version, String date, SequencedMap<String, HelpPage> pages) {
        StringBuilder page = new StringBuilder();
        page.append(".TH %s 1 %s \"%s %s\"".formatted(name.toUpperCase(Locale.ROOT), date, name, version))
                .append('\n');
        page.append(".SH NAME\n")
                .append(name)
                .append(" \\- ")
                .append(escaped(about))
                .append('\n');
        page.append(".SH SYNOPSIS\n.nf\n").append(synopsis(pages)).append(".fi\n");
        for (Map.Entry<String, HelpPage> part : pages.entrySet()) {
            page.append(".SH ").append(part.getKey().toUpperCase(Locale.ROOT)).append('\n');
            page.append(body(part.getValue()));
        }
        return page.toString();
    }

    private static String synopsis(SequencedMap<String, HelpPage> pages) {
        return pages.values().stream()
                .flatMap(page -> page.parts().stream())
                .filter(Usage.class::isInstance)
                .map(usage -> escaped(((Usage) usage).text()) + "\n")
                .collect(Collectors.joining());
    }

    private static String body(HelpPage page) {
        List<String> parts = page.parts().stream().map(ManPage::part).toList();
        String body = String.join("", parts);
        // a section begins a paragraph by itself, and a second beginning is told as a mistake
        return body.startsWith(PARAGRAPH) ? body.substring(PARAGRAPH.length()) : body;
    }

    private static String part(HelpPart part) {
        return switch (part) {
            case Usage _ -> "";
            case Paragraph(String text) -> PARAGRAPH + sentences(text);
            case Entry(String term, String text) -> ".TP\n" + line(term) + sentences(text);
            case OptionHelp option -> ".TP\n" + head(option) + sentences(option.text());
            case Lines(List<String> lines) ->
                PARAGRAPH + ".nf\n" + lines.stream().map(ManPage::line).collect(Collectors.joining()) + ".fi\n";
        };
    }

    private static String head(OptionHelp option) {
        String names = option.names().stream()
                .map(name -> "\\fB" + escaped(name) + "\\fR")
                .collect(Collectors.joining(", "));
        return names + (option.hasValue() ? " \\fI" + escaped(option.value()) + "\\fR" : "") + "\n";
    }

    /** A line for each sentence, so that what formats it sees where one ends. */
    private static String sentences(String text) {
        return text.replace(". ", ".\n").lines().map(ManPage::line).collect(Collectors.joining());
    }

    /** A line that begins with a dot or a quote would be a command. */
    private static String line(String text) {
        String escaped = escaped(text);
        return (escaped.startsWith(".") ? "\\&" : "") + escaped + "\n";
    }

    /** Signs that would be made typographic ones, or commands, as they stand. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
    }
}
