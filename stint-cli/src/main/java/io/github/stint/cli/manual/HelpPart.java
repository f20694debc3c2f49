package io.github.stint.cli.manual;

import java.util.List;

/** A part of a page of help. */
public sealed interface HelpPart
        permits HelpPart.Usage, HelpPart.Paragraph, HelpPart.Entry, HelpPart.Lines, OptionHelp {

    /** How a command is called, without {@code Usage:}. */
    record Usage(String text) implements HelpPart {}

    /** Sentences, in one line. */
    record Paragraph(String text) implements HelpPart {}

    /** What a list says about a thing. */
    record Entry(String term, String text) implements HelpPart {}

    /** Lines that mean something as they stand, such as an example. */
    record Lines(List<String> lines) implements HelpPart {

        public Lines {
            lines = List.copyOf(lines);
        }
    }
}
