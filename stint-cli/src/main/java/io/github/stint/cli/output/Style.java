package io.github.stint.cli.output;

/** How a piece of text stands out, where there are colors. */
enum Style {
    PLAIN(""),
    BAD("31"),
    GOOD("32"),
    DIM("2");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String of(String text, Look look) {
        return this == PLAIN || !look.color() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[m";
    }
}
