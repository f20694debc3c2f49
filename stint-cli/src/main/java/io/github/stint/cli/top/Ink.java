package io.github.stint.cli.top;

/** How a piece of text stands out, where there are colors. It never says what the text does not. */
enum Ink {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    GOOD("32"),
    WARNING("33"),
    BAD("31"),
    TITLE("1;36"),
    SELECTED("7");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    String of(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[m";
    }
}
